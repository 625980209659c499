import * as z from 'zod/mini';
import type { Place } from '../domain/fact.ts';
import { partitionOf } from '../domain/links.ts';
import { optionalList, optionalName, optionalTime, requiredName } from './fields.ts';
import { UnknownEventError } from './unknown-event-error.ts';

const envelope = z.object({
  'detail-type': z.optional(requiredName),
  detailType: z.optional(requiredName),
  time: optionalTime,
  region: optionalName,
  account: optionalName,
  resources: optionalList(optionalName),
  // Checked with what belongs into it, once the type is known: a schedule's is the text {}.
  detail: z.optional(z.unknown()),
  additionalAttributes: z.optional(z.unknown()),
});

/** What every event has around its detail, the same for both shapes. */
export interface Envelope {
  readonly type: string;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly at: number | undefined;
  readonly place: Place;
  readonly detail: unknown;
  readonly attributes: unknown;
}

/**
 * Reads the envelope of the raw shape (`detail-type`) or of the processed one (`detailType`):
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function readEnvelope(input: unknown): Envelope {
  const event = readStrictly(envelope, input, '');
  const type = event['detail-type'] ?? event.detailType;
  if (type === undefined) throw new UnknownEventError(['detail-type is missing']);
  const region = /^[a-z]{2}(?:-[a-z]{2,16}){1,3}-\d{1,2}$/u.test(event.region ?? '')
    ? event.region
    : undefined;
  const account = /^\d{12}$/u.test(event.account ?? '') ? event.account : undefined;
  return {
    type,
    at: event.time === undefined ? undefined : Math.floor(event.time / 1000) * 1000,
    place: { partition: partitionOf(event.resources?.[0], region), region, account },
    detail: event.detail,
    attributes: event.additionalAttributes,
  };
}

/** Parses, or throws an error that names every key at fault and what was expected there. */
export function readStrictly<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
  at: string,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const key = [...(at === '' ? [] : [at]), ...issue.path.map(String)].join('.') || 'the event';
    return `${key} is missing or not of the expected kind${'expected' in issue ? ` (${issue.expected})` : ''}`;
  });
  throw new UnknownEventError([...new Set(faults)]);
}
