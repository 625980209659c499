import type { Window } from '../../shared/domain/dora/window.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import { OutOfTimeError } from '../../shared/domain/out-of-time.ts';
import type { ChunkResult, PipelineSample, Unread } from '../../shared/ports/dora-runs.ts';
import type { KnownPipeline } from '../../shared/ports/history.ts';
import type { Deps } from './deps.ts';
import { eachOf } from './each-of.ts';
import { sampleOf } from './sample.ts';

/** So many pipelines are read side by side: more than calls are under way, since some wait for the table meanwhile. */
const SIDE_BY_SIDE = 12;
/** The code of a pipeline that there was no time for. */
export const OUT_OF_TIME = 'OutOfTime';

/** When reading has to end, in milliseconds since the epoch, and whether what is missing then is waited for. */
export interface Patience {
  readonly until: number;
  readonly isLast: boolean;
}

/**
 * The figures of some pipelines; one that can't be read is named, and keeps no other back. Undefined: the time was over, and what
 * was read is remembered, unless this is the last try.
 */
export async function readChunk(
  deps: Deps,
  pipelines: readonly KnownPipeline[],
  window: Window,
  { until, isLast }: Patience,
): Promise<ChunkResult | undefined> {
  const reader = deps.history(until);
  const samples: PipelineSample[] = [];
  const unread: Unread[] = [];
  await eachOf(pipelines, SIDE_BY_SIDE, async (pipeline) => {
    try {
      samples.push(await sampleOf(deps, reader, pipeline, window));
    } catch (error) {
      unread.push({ pipeline: pipeline.name, ...whyUnread(error) });
    }
  });
  if (unread.some(({ code }) => code === OUT_OF_TIME) && !isLast) return undefined;
  return { samples: samples.sort(byName), unread: unread.sort(byName) };
}

function whyUnread(error: unknown): Pick<Unread, 'reason' | 'code'> {
  if (error instanceof OutOfTimeError) return { reason: 'slow', code: OUT_OF_TIME };
  if (error instanceof ServiceError) return { reason: error.reason, code: error.code };
  // A name only: a message may hold what came from outside.
  return { reason: 'failed', code: error instanceof Error ? error.name : 'Unknown' };
}

function byName(a: { readonly pipeline: string }, b: { readonly pipeline: string }): number {
  return a.pipeline < b.pipeline ? -1 : 1;
}
