import type { PipelineDefinition, StageDefinition } from '../../local/aws/pipeline-model.ts';

export const START = Date.parse('2026-11-23T09:00:00Z');
export const MINUTE = 60_000;
/** What runs takes longer than events can tell, which know whole seconds. */
export const ACTION_MS = 1010;
export const PIPELINE = 'checkout-pipeline';

export const action = (name: string, category: 'Source' | 'Build' | 'Deploy' | 'Approval') => ({
  name,
  category,
  provider: 'X',
});
/** Source, Build with two actions side by side, and Deploy. */
export const STAGES: readonly StageDefinition[] = [
  { name: 'Source', actions: [action('Checkout', 'Source')] },
  { name: 'Build', actions: [action('Compile', 'Build'), action('Lint', 'Build')] },
  { name: 'Deploy', actions: [action('Ship', 'Deploy')] },
];

const [SOURCE, BUILD, DEPLOY] = STAGES as [StageDefinition, StageDefinition, StageDefinition];
const alarm = { name: 'NoAlarm', provider: 'CloudWatchAlarm' };

/** A pipeline, and how the service deals with it. */
export interface Modelled extends Omit<PipelineDefinition, 'name' | 'arn'> {
  /** It does not say how often a stage was retried. */
  readonly uncounted?: boolean;
}

const withRetry: StageDefinition = { ...BUILD, onFailure: { result: 'RETRY' } };

export const PLAIN: Modelled = { stages: STAGES };

/** Pipelines that differ in what the service does by itself, and in what is never retried. */
export const PIPELINES: Readonly<Record<string, Modelled>> = {
  plain: PLAIN,
  queued: { stages: STAGES, mode: 'QUEUED' },
  parallel: { stages: STAGES, mode: 'PARALLEL' },
  'native retry': { stages: [SOURCE, withRetry, DEPLOY] },
  // As V1 the machine leaves it to a step, so that there is a time between the failure and the retry.
  'native retry to come': { stages: [SOURCE, withRetry, DEPLOY], type: 'V1' },
  'native rollback': { stages: [SOURCE, BUILD, { ...DEPLOY, onFailure: { result: 'ROLLBACK' } }] },
  approval: {
    stages: [SOURCE, { ...BUILD, actions: [...BUILD.actions, action('Approve', 'Approval')] }, DEPLOY],
  },
  uncounted: { stages: STAGES, uncounted: true },
  condition: { stages: [SOURCE, { ...BUILD, onSuccess: [alarm] }, DEPLOY] },
};

/** What config.yml may say that keeps a retry from being made. */
export const CONFIGS: readonly object[] = [
  { enabled: false },
  { exclude: [PIPELINE] },
  { production: false },
  { production: false, retries: { transient: 0, unknown: 0 } },
  { maxAgeMinutes: 10 },
  { retries: { transient: 1, unknown: 2, permanent: 1 } },
  { mode: 'ALL_ACTIONS' },
  { maxPerDay: 1 },
  { maxPerRevision: 1 },
  { outage: { pipelines: 2, pauseMinutes: 5 } },
];
