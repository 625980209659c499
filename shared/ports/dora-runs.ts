import type { Figures } from '../domain/dora/figures.ts';
import type { MissingReason } from '../domain/lookup.ts';
import type { KnownPipeline } from './history.ts';

/** What a run is about: the same for all of its chunks, whatever changes while it lasts. */
export interface RunPlan {
  /** When it began, in milliseconds since the epoch. */
  readonly begunAt: number;
  /** In the order in which they are read. */
  readonly pipelines: readonly KnownPipeline[];
  /** How many pipelines a chunk has. */
  readonly chunkSize: number;
  /** What is published is settled: whoever repeats the run sends just that. */
  readonly isRead?: true;
}

/** The figures of one pipeline; `isUnfinished`: something was not found within the look-back. */
export interface PipelineSample {
  readonly pipeline: string;
  readonly current: Figures;
  readonly previous: Figures;
  readonly isUnfinished: boolean;
}

/** A pipeline that could not be read. */
export interface Unread {
  readonly pipeline: string;
  readonly reason: MissingReason;
  readonly code: string;
}

export interface ChunkResult {
  readonly samples: readonly PipelineSample[];
  readonly unread: readonly Unread[];
}

/** When what was last told of a pipeline: the end of the window then, in milliseconds since the epoch. */
export type ToldOf = Readonly<
  Partial<Record<'BuildTime' | 'DeploymentFrequency' | 'AboveThreshold', number>>
>;

/**
 * What a run leaves behind for its next invocation, and for one that repeats it; `at` is the scheduled time in milliseconds since
 * the epoch. Each call throws a ServiceError.
 */
export interface DoraRuns {
  /** True: until then, or until it is released, nobody else gets it. */
  lease(owner: string, until: number): Promise<boolean>;
  release(owner: string): Promise<void>;
  plan(at: number): Promise<RunPlan | undefined>;
  writePlan(at: number, plan: RunPlan): Promise<void>;
  chunk(at: number, chunk: number): Promise<ChunkResult | undefined>;
  writeChunk(at: number, chunk: number, result: ChunkResult): Promise<void>;
  told(): Promise<ReadonlyMap<string, ToldOf>>;
  writeTold(told: ReadonlyMap<string, ToldOf>): Promise<void>;
}
