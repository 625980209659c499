import type { Build, BuildBatch } from '../domain/diagnosis/build.ts';

/** Reads CodeBuild in a Region; throws a ServiceError, and ends early when the signal says so. */
export interface BuildReader {
  /** Builds by their ids (`project:uuid`), in that order; those that no longer exist are left out. */
  builds(region: string | undefined, ids: readonly string[], signal: AbortSignal): Promise<readonly Build[]>;
  /**
   * A batch build, and the first builds of it that failed, at most three, by its id (`project:uuid`,
   * without `build-batch/`).
   */
  batch(region: string | undefined, id: string, signal: AbortSignal): Promise<BuildBatch>;
}
