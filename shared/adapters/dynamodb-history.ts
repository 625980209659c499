import * as z from 'zod/mini';
import { DAY_MS } from '../domain/dora/window.ts';
import type { HistoryMemory, KeptExecution, KeptStages } from '../ports/history-memory.ts';
import type { PassedOver } from '../ports/log.ts';
import { getBlobs, putBlobs } from './dynamodb-blobs.ts';
import type { BatchTable } from './dynamodb-batches.ts';

const time = z.number();
const STAGES = z.object({
  version: z.number(),
  stages: z.array(z.object({ name: z.string(), categories: z.array(z.string()) })),
});
const EXECUTION = z.object({
  id: z.string(),
  status: z.string(),
  type: z.optional(z.string()),
  rollbackTargetId: z.optional(z.string()),
  startedAt: time,
  updatedAt: time,
  revisions: z.array(
    z.object({ artifact: z.string(), revisionId: z.string(), committedAt: z.optional(z.nullable(time)) }),
  ),
  attempts: z.array(
    z.object({
      stage: z.string(),
      action: z.string(),
      category: z.string(),
      status: z.string(),
      startedAt: time,
      updatedAt: time,
    }),
  ),
});
const EXECUTIONS = z.array(EXECUTION);

/**
 * Keeps what was read in the table, an item for each day on which executions started, for `keptDays` after it, and one for the
 * stages. What can't be read as it was written, after a change of this code, counts as missing.
 *
 *     dora#<pipeline>#stages    the stages of the definition's version
 *     dora#<pipeline>#<day>     the executions that started on the day, as 2026-11-23
 */
export function dynamoDbHistory(
  table: BatchTable,
  keptDays: number,
  passedOver: PassedOver = () => undefined,
): HistoryMemory {
  const idOf = (pipeline: string, what: string) => `dora#${pipeline}#${what}`;
  const until = (ms: number) => Math.ceil((ms + keptDays * DAY_MS) / 1000);
  /** What makes no sense counts as missing, and is read anew from where it came. */
  const readKept = <Schema extends z.ZodMiniType>(
    schema: Schema,
    id: string,
    found: ReadonlyMap<string, unknown>,
  ): z.output<Schema> | undefined => {
    const kept = found.get(id);
    const read = schema.safeParse(kept);
    if (read.success) return read.data;
    if (kept !== undefined) passedOver(id, ['data']);
    return undefined;
  };
  return {
    stages: async (pipeline) => {
      const id = idOf(pipeline, 'stages');
      return readKept(STAGES, id, await getBlobs(table, [id])) satisfies KeptStages | undefined;
    },

    keepStages: (pipeline, value) =>
      putBlobs(table, [{ id: idOf(pipeline, 'stages'), value, expiration: until(table.now()) }]),

    recall: async (pipeline, days) => {
      const found = await getBlobs(
        table,
        days.map((day) => idOf(pipeline, day)),
      );
      return new Map(
        days.flatMap((day): readonly (readonly [string, readonly KeptExecution[]])[] => {
          const read = readKept(EXECUTIONS, idOf(pipeline, day), found);
          return read === undefined ? [] : [[day, read as readonly KeptExecution[]]];
        }),
      );
    },

    keep: (pipeline, days) =>
      putBlobs(
        table,
        [...days].map(([day, value]) => {
          return { id: idOf(pipeline, day), value, expiration: until(Date.parse(day) + DAY_MS) };
        }),
      ),
  };
}
