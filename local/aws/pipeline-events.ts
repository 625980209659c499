import type { ActionRow, Execution } from './pipeline-model.ts';

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
      send('Pipeline', execution, { state });
    },
    stage: (execution: Execution, state: string) => {
      send('Stage', execution, { stage: execution.pipeline.stages[execution.stage]?.name, state });
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

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
