import * as z from 'zod/mini';
import { KINDS } from '../domain/diagnosis/cause.ts';
import { RETRY_MODES } from '../domain/retry/decision.ts';
import { listOf, oneOf, section, whole } from './allowed.ts';

// Pipelines and stages are named alike.
const name = '[A-Za-z0-9.@_-]';
const pattern = (what: string) => {
  const allowed = `a ${what} name of letters, digits, . @ _ -, where * stands for anything`;
  return z.string(allowed).check(z.regex(new RegExp(`^(?!.*\\*\\*)(?:${name}|\\*){1,100}$`, 'u'), allowed));
};
const stageName = 'a stage name of letters, digits, . @ _ -';

const count = whole(0, 5);
const delays = listOf(whole(1, 120), 'delays', 5).check(
  z.minLength(1, 'at least one delay'),
  z.refine((minutes) => minutes.every((it, n) => it >= (minutes[n - 1] ?? 0)), 'the shortest delay first'),
);
const delaysOfKinds = Object.fromEntries(
  [...KINDS, 'default'].map((kind) => [kind, z.optional(delays)]),
) as Record<(typeof KINDS)[number] | 'default', z.ZodMiniOptional<typeof delays>>;

const ALLOWED = {
  enabled: z.boolean('true or false'),
  mode: oneOf(RETRY_MODES),
  maxPerDay: whole(0, 100),
  maxPerRevision: whole(0, 20),
  maxAgeMinutes: whole(5, 1440),
  production: z.boolean('true or false'),
  productionStage: z.string(stageName).check(z.regex(new RegExp(`^${name}{1,100}$`, 'u'), stageName)),
  whenExhausted: oneOf(['notify', 'rollback']),
};

const override = section({
  pipeline: z.optional(pattern('pipeline')),
  stage: z.optional(pattern('stage')),
  enabled: z.optional(ALLOWED.enabled),
  mode: z.optional(ALLOWED.mode),
  retries: z.optional(
    section({ transient: z.optional(count), unknown: z.optional(count), permanent: z.optional(count) }),
  ),
  delayMinutes: z.optional(section(delaysOfKinds)),
  maxPerDay: z.optional(ALLOWED.maxPerDay),
  maxPerRevision: z.optional(ALLOWED.maxPerRevision),
  maxAgeMinutes: z.optional(ALLOWED.maxAgeMinutes),
  production: z.optional(ALLOWED.production),
  productionStage: z.optional(ALLOWED.productionStage),
  whenExhausted: z.optional(ALLOWED.whenExhausted),
}).check(
  z.refine(
    ({ pipeline, stage }) => pipeline !== undefined || stage !== undefined,
    'an override with a pipeline, a stage or both',
  ),
);

/** The section `retry` of config.yml. */
export const retrySection = section({
  enabled: z._default(ALLOWED.enabled, true),
  mode: z._default(ALLOWED.mode, 'FAILED_ACTIONS'),
  retries: z.prefault(
    section({
      transient: z._default(count, 2),
      unknown: z._default(count, 1),
      permanent: z._default(count, 0),
    }),
    {},
  ),
  delayMinutes: z.prefault(
    section({
      ...delaysOfKinds,
      'registry-rate-limit': z._default(delays, [5, 15]),
      network: z._default(delays, [1, 3]),
      dns: z._default(delays, [1, 3]),
      'aws-throttling': z._default(delays, [2, 5]),
      'aws-internal': z._default(delays, [2, 10]),
      capacity: z._default(delays, [5, 15]),
      timeout: z._default(delays, [1, 5]),
      conflict: z._default(delays, [2, 5]),
      default: z._default(delays, [1, 5]),
    }),
    {},
  ),
  maxPerDay: z._default(ALLOWED.maxPerDay, 10),
  maxPerRevision: z._default(ALLOWED.maxPerRevision, 3),
  maxAgeMinutes: z._default(ALLOWED.maxAgeMinutes, 120),
  production: z._default(ALLOWED.production, false),
  productionStage: z.optional(ALLOWED.productionStage),
  whenExhausted: z._default(ALLOWED.whenExhausted, 'notify'),
  outage: z.prefault(
    section({
      pipelines: z._default(whole(2, 50), 5),
      windowMinutes: z._default(whole(1, 60), 10),
      pauseMinutes: z._default(whole(5, 120), 15),
    }),
    {},
  ),
  exclude: z._default(listOf(pattern('pipeline'), 'pipeline names'), []),
  overrides: z._default(listOf(override, 'overrides', 100), []),
});
