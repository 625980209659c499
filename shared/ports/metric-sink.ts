/** A data point of the namespace Custom/CICD; `at` in milliseconds since the epoch. */
export interface DataPoint {
  readonly pipeline: string;
  readonly name: string;
  readonly unit: 'Count' | 'Percent' | 'Seconds';
  readonly value: number;
  readonly at: number;
}

/** How many data points were taken, and of how many; `code`: why others were not. */
export interface Published {
  readonly taken: number;
  readonly of: number;
  readonly code?: string | undefined;
}

/** Publishes data points, as many at once as the service takes. */
export type PublishMetrics = (points: readonly DataPoint[]) => Promise<Published>;
