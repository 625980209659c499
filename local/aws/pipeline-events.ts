import { stageOf } from './pipeline-execution.ts';
import type { ActionRow, Execution } from './pipeline-execution.ts';

/** Takes an event of EventBridge. */
export type Emit = (event: Readonly<Record<string, unknown>>) => void;

/**
 * The raw events of executions, stages and actions:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function pipelineEvents(now: () => number, emit: Emit) {
  let count = 0;
  const send = (
    level: string,
    { id, pipeline, attempt, startedAt, change, trigger }: Execution,
    detail: object,
  ): void => {
    const [, , , region, account] = pipeline.arn.split(':');
    const { triggerType, triggerDetail } = trigger;
    emit({
      version: '0',
      id: `${(++count).toString(16).padStart(8, '0')}-1111-4111-8111-111122223333`,
      'detail-type': `CodePipeline ${level} Execution State Change`,
      source: 'aws.codepipeline',
      account,
      time: `${iso(now()).slice(0, 19)}Z`,
      region,
      resources: [pipeline.arn],
      detail: {
        pipeline: pipeline.name,
        'execution-id': id,
        'start-time': iso(startedAt),
        'execution-trigger': change ?? { 'trigger-type': triggerType, 'trigger-detail': triggerDetail },
        version: pipeline.version,
        'pipeline-execution-attempt': attempt,
        ...detail,
      },
    });
  };
  return {
    pipeline: (execution: Execution, state: string) => {
      const comments = state === 'STOPPING' ? execution.stopReason : undefined;
      send('Pipeline', execution, {
        state,
        ...(comments !== undefined && { 'stop-execution-comments': comments }),
        ...withoutStart(state),
      });
    },
    stage: (execution: Execution, state: string) => {
      const stage = stageOf(execution).name;
      const retriedAt = execution.runs.get(stage)?.lastRetryAt;
      send('Stage', execution, {
        stage,
        state,
        ...(retriedAt !== undefined && { 'stage-last-retry-attempt-time': iso(retriedAt) }),
        ...withoutStart(state),
      });
    },
    action: (
      execution: Execution,
      { actionExecutionId, action, stageName, startedAt, outcome }: ActionRow,
      state: string,
    ) => {
      const result = outcome && {
        'external-execution-id': outcome.externalId,
        'external-execution-url': outcome.externalUrl,
        'external-execution-summary': outcome.summary,
        'error-code': outcome.code,
      };
      send('Action', execution, {
        stage: stageName,
        action: action.name,
        state,
        region: action.region ?? execution.pipeline.arn.split(':')[3],
        'action-execution-id': actionExecutionId,
        'start-time': iso(startedAt),
        'execution-result': result,
        type: { owner: 'AWS', provider: action.provider, category: action.category, version: '1' },
      });
    },
  };
}

/** RESUMED events have no start-time. */
function withoutStart(state: string): object {
  return state === 'RESUMED' ? { 'start-time': undefined } : {};
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
