import * as z from 'zod/mini';
import { titleOf } from '../domain/change.ts';
import type { Change } from '../domain/change.ts';
import type { Level, PipelineFact, Place } from '../domain/fact.ts';
import { commitUrl } from '../domain/links.ts';
import { roleOf } from '../domain/trigger.ts';
import type { Trigger } from '../domain/trigger.ts';
import { readStrictly } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import {
  optionalCount,
  optionalLink,
  optionalList,
  optionalName,
  optionalObject,
  optionalProse,
  optionalRaw,
  optionalTime,
  requiredName,
} from './fields.ts';

/** The levels at which CodePipeline tells a change of state, by their event's detail-type. */
export const PIPELINE_LEVELS: ReadonlyMap<string, Level> = new Map([
  ['CodePipeline Pipeline Execution State Change', 'pipeline'],
  ['CodePipeline Stage Execution State Change', 'stage'],
  ['CodePipeline Action Execution State Change', 'action'],
]);

const trigger = z.object({
  'trigger-type': optionalName,
  'trigger-detail': optionalRaw,
  'commit-id': optionalName,
  'commit-message': optionalRaw,
  'author-display-name': optionalProse,
  'branch-name': optionalProse,
  'tag-name': optionalProse,
  'full-repository-name': optionalName,
  'connection-arn': optionalName,
});

const base = {
  pipeline: requiredName,
  'execution-id': requiredName,
  state: requiredName,
  stage: optionalName,
  action: optionalName,
  'action-execution-id': optionalName,
  'start-time': optionalTime,
  'pipeline-execution-attempt': optionalCount,
  'execution-trigger': z.catch(z.optional(trigger), undefined),
  'stop-execution-comments': optionalProse,
  region: optionalName,
  version: optionalCount,
  type: optionalObject({ category: optionalName, provider: optionalName }),
  'execution-result': optionalObject({
    'external-execution-id': optionalName,
    'external-execution-url': optionalLink,
    'external-execution-summary': optionalProse,
    'error-code': optionalProse,
  }),
};

const details = {
  pipeline: z.object(base),
  stage: z.object({ ...base, stage: requiredName }),
  action: z.object({ ...base, stage: requiredName, action: requiredName }),
};

/** What only the processed shape has beside the detail. */
const extras = optionalObject({
  failedStage: optionalName,
  failedActions: optionalList(z.object({ action: requiredName, additionalInformation: optionalProse })),
  failedActionCount: optionalCount,
  customData: optionalProse,
  externalEntityLink: optionalLink,
});

/** Reads a change of state of a pipeline, stage or action. */
export function readPipelineFact(level: Level, { at, place, detail, attributes }: Envelope): PipelineFact {
  const it = readStrictly(details[level], detail, 'detail');
  const extra = extras.parse(attributes);
  const result = it['execution-result'];
  const execution = it['execution-trigger'];
  return {
    source: 'pipeline',
    level,
    at,
    place,
    pipeline: it.pipeline,
    executionId: it['execution-id'],
    state: it.state,
    stage: it.stage,
    action: it.action,
    actionExecutionId: it['action-execution-id'],
    category: it.type?.category,
    provider: it.type?.provider,
    actionRegion: it.region,
    version: it.version,
    startedAt: it['start-time'],
    attempt: it['pipeline-execution-attempt'],
    trigger: execution && triggerOf(execution),
    change: execution && changeOf(execution, place),
    stopReason: it['stop-execution-comments'],
    result: result && {
      code: result['error-code'],
      summary: result['external-execution-summary'],
      url: result['external-execution-url'],
      externalId: result['external-execution-id'],
    },
    request: extra && { text: extra.customData, url: extra.externalEntityLink },
    failedStage: extra?.failedStage,
    failedActionCount: extra?.failedActionCount,
    failedActions: extra?.failedActions?.map(({ action, additionalInformation: summary }) => ({
      action,
      summary,
    })),
  };
}

/** The trigger of an event; connection pipelines tell of a push by its commit instead of a type. */
function triggerOf(it: z.output<typeof trigger>): Trigger | undefined {
  const type = it['trigger-type'] ?? (it['commit-id'] === undefined ? undefined : 'Push');
  return type === undefined ? undefined : { type, role: roleOf(it['trigger-detail']) };
}

function changeOf(it: z.output<typeof trigger>, place: Place): Change | undefined {
  const revision = it['commit-id'];
  if (revision === undefined) return undefined;
  const connection = it['connection-arn'];
  const repository = it['full-repository-name'];
  return {
    revision,
    title: titleOf(it['commit-message']),
    author: it['author-display-name'],
    branch: it['branch-name'],
    tag: it['tag-name'],
    url: connection && repository && commitUrl(place, connection, repository, revision),
  };
}
