import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { KINDS } from '../domain/diagnosis/cause.ts';
import type { Kind } from '../domain/diagnosis/cause.ts';
import { ServiceError } from '../domain/lookup.ts';
import { RETRY_MODES, ROLLBACK_OBSTACLES, STOP_REASONS } from '../domain/retry/decision.ts';
import type { Decision } from '../domain/retry/decision.ts';
import type { BreakerState, Rollback, Slot, StageRecord, Withdrawn } from '../domain/retry/ledger-view.ts';
import type { StageRun } from '../domain/retry/situation.ts';
import type { PassedOver } from '../ports/log.ts';

/**
 * The ledger's items; `expiration` is in seconds since the epoch, `writer` is the id of the write, `state` is JSON.
 *
 *     retry#<pipeline>#<execution>#<stage>    version, used, state, writer, expiration
 *     breaker#<kind>                          version, state, writer, expiration
 *     budget#<pipeline>#<day>                 spent, expiration
 *     revision#<pipeline>#<stage>#<hash>      spent, expiration
 *     pause                                   put there by a person: {"id":{"S":"pause"}}, and until a time with
 *                                             {"id":{"S":"pause"},"expiration":{"N":"1795435200"}}
 */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The key of an item. */
export function keyOf(id: string): Record<string, AttributeValue> {
  return { id: { S: id } };
}

/** While this item is there, nothing is retried. */
export const PAUSE_ID = 'pause';

// No name can hold a #: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html
export const recordId = ({ pipeline, executionId, stage }: StageRun) =>
  `retry#${pipeline}#${executionId}#${stage}`;
export const budgetId = ({ pipeline }: StageRun, day: string) => `budget#${pipeline}#${day}`;
export const revisionId = ({ pipeline, stage }: StageRun, revision: string) =>
  `revision#${pipeline}#${stage}#${createHash('sha256').update(revision).digest('hex').slice(0, 32)}`;
export const breakerId = (kind: Kind) => `breaker#${kind}`;

type Shape<T> = Readonly<Record<keyof T, z.ZodMiniType>>;
type Of<Verb> = Extract<Decision, { readonly do: Verb }>;

const time = z.number();
// z.int(), z.literal() and z.discriminatedUnion() say the same, and are 4 KiB more in the bundle of notify.
const count = z.number().check(z.refine(Number.isSafeInteger));
const DECISION = z.union([
  z.object({
    do: z.enum(['retry']),
    slot: count,
    of: count,
    mode: z.enum(RETRY_MODES),
  } satisfies Shape<Of<'retry'>>),
  z.object({
    do: z.enum(['later']),
    at: time,
    slot: count,
    of: count,
    because: z.enum(['delay', 'outage']),
  } satisfies Shape<Of<'later'>>),
  z.object({ do: z.enum(['stop']), reason: z.enum(STOP_REASONS) } satisfies Shape<Of<'stop'>>),
]);
const SLOT = z.object({
  number: count,
  state: z.enum(['planned', 'reserved', 'called', 'settled']),
  owner: z.optional(z.string()),
  until: z.optional(time),
  seen: z.optional(z.string()),
  dueAt: z.optional(time),
  tries: count,
} satisfies Shape<Slot>);

const WITHDRAWN = z.object({
  slot: count,
  of: count,
  at: z.optional(time),
  reason: z.enum(STOP_REASONS),
} satisfies Shape<Withdrawn>);
const ROLLBACK = z.object({
  state: z.enum(['planned', 'called', 'started', 'impossible']),
  targetId: z.optional(z.string()),
  executionId: z.optional(z.string()),
  until: z.optional(time),
  because: z.optional(z.enum(ROLLBACK_OBSTACLES)),
} satisfies Shape<Rollback>);

/** Of a newer release's state what is known here is read; a part that makes no sense counts as missing. */
const RECORD = z.object({
  slot: orNone(SLOT),
  decision: orNone(DECISION),
  decidedAt: orNone(time),
  kind: orNone(z.enum(KINDS)),
  healedAt: orNone(time),
  withdrawn: orNone(WITHDRAWN),
  rollback: orNone(ROLLBACK),
} satisfies Shape<Omit<StageRecord, 'version' | 'used'>>);
const BREAKER = z.object({
  failures: orNone(z.record(z.string(), time)),
  openUntil: orNone(time),
  lease: orNone(z.object({ owner: z.string(), until: time })),
} satisfies Shape<Partial<Omit<BreakerState, 'version'>>>);

/** The attributes that hold a stage's record. */
export function recordAttributes({ used, ...state }: Omit<StageRecord, 'version'>): Item {
  return { used: { N: String(used) }, state: { S: JSON.stringify(state satisfies z.input<typeof RECORD>) } };
}

/** The attributes that hold a breaker's state. */
export function breakerAttributes(state: Omit<BreakerState, 'version'>): Item {
  return { state: { S: JSON.stringify(state satisfies z.input<typeof BREAKER>) } };
}

/** A stage's record; throws a ServiceError where its count can't be read, because then nothing bounds the retries. */
export function recordOf(item: Item | undefined, passedOver?: PassedOver): StageRecord | undefined {
  if (item === undefined) return undefined;
  const counts = { version: countOf(item, 'version'), used: countOf(item, 'used') };
  return { ...counts, ...partsOf(RECORD, item, passedOver) };
}

/** A breaker's state; throws a ServiceError where its version can't be read. */
export function breakerOf(item: Item | undefined, passedOver?: PassedOver): BreakerState | undefined {
  if (item === undefined) return undefined;
  const { failures = {}, ...state } = partsOf(BREAKER, item, passedOver);
  return { version: countOf(item, 'version'), failures, ...state };
}

/** How many retries an item counts; throws a ServiceError where it can't be read. */
export function spentOf(item: Item | undefined): number {
  return item ? countOf(item, 'spent') : 0;
}

/** TTL deletes up to days late: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export function isExpired({ expiration }: Item, nowSeconds: number): boolean {
  return Number(expiration?.N) <= nowSeconds;
}

function countOf(item: Item, name: string): number {
  const count = Number(item[name]?.N ?? NaN);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  const cause = new Error(`${item['id']?.S ?? 'item'}: ${name} is no count`);
  throw new ServiceError('dynamodb:BatchGetItem', 'UnreadableItem', 'failed', cause);
}

function partsOf<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodMiniObject<Shape>,
  item: Item,
  passedOver: PassedOver = () => undefined,
): z.output<typeof schema> {
  const state = stateOf(item);
  const read = schema.parse(state ?? {});
  const known = Object.keys(schema.shape);
  const lost = known.filter((part) => state !== undefined && part in state && !hasValue(read, part));
  if (state === undefined || lost.length > 0) passedOver(String(item['id']?.S), state ? lost : ['state']);
  return read;
}

function hasValue(read: object, part: string): boolean {
  return (read as Readonly<Record<string, unknown>>)[part] !== undefined;
}

function stateOf({ state }: Item): object | undefined {
  try {
    const read: unknown = JSON.parse(state?.S ?? '');
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function orNone<Schema extends z.core.SomeType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}
