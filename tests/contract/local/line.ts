import type { GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import { createAws } from '../../../local/aws/aws.ts';
import type { PipelineDefinition, StageDefinition } from '../../../local/aws/pipeline-model.ts';
import { NOON, pipelineArn, REGION } from '../../support/aws.ts';

export const LINE = 'checkout-pipeline';
export const SOURCE: StageDefinition = {
  name: 'Source',
  actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeCommit' }],
};
export const BUILD: StageDefinition = {
  name: 'Build',
  actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }],
};
export const DEPLOY: StageDefinition = {
  name: 'Deploy',
  actions: [{ name: 'Ship', category: 'Deploy', provider: 'CodeDeploy' }],
};
const ACTIONS: Readonly<Record<string, string>> = { Source: 'Checkout', Build: 'Compile', Deploy: 'Ship' };

/** The id of an execution that is called by one letter, from a to f. */
export function idOf(letter: string): string {
  return `${letter.repeat(8)}-0000-4000-8000-000000000000`;
}

/** One pipeline of Source, Build and Deploy, unless told otherwise, whose executions are called by one letter. */
export function startLine(more: Partial<PipelineDefinition> = {}) {
  const clock = { now: NOON };
  const aws = createAws(() => clock.now);
  const { pipelines } = aws;
  const events: { readonly 'detail-type': string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
  aws.onEvent((event) => events.push(event as unknown as (typeof events)[number]));
  const define = (changed: Partial<PipelineDefinition> = {}): void => {
    const stages = [SOURCE, BUILD, DEPLOY];
    pipelines.define({ name: LINE, arn: pipelineArn(LINE), stages, ...more, ...changed });
  };
  define();
  const call = (operation: string, input: object): unknown =>
    aws.run({
      operation: `codepipeline:${operation}`,
      region: REGION,
      input: { ...input },
      protocol: 'json',
    });
  const stateNow = () => call('GetPipelineState', { name: LINE }) as GetPipelineStateOutput;
  const end = (letter: string, stage: string, status: 'Succeeded' | 'Failed'): void => {
    pipelines.finish(idOf(letter), ACTIONS[stage] ?? stage, { status });
  };
  return {
    pipelines,
    clock,
    events,
    define,
    call,
    state: stateNow,
    start: (letter: string) => pipelines.start(LINE, { id: idOf(letter) }),
    /** The action of a stage succeeds. */
    pass: (letter: string, ...stages: readonly string[]): void => {
      for (const stage of stages) end(letter, stage, 'Succeeded');
    },
    fail: (letter: string, stage: string): void => {
      end(letter, stage, 'Failed');
    },
    status: (letter: string) => pipelines.execution(idOf(letter)).status,
    /** Who is in which stage, as `Build a Failed`, and who waits for it. */
    stages: (): readonly string[] =>
      (stateNow().stageStates ?? []).flatMap(
        ({ stageName = '', latestExecution, inboundExecutions = [] }) => [
          ...(latestExecution
            ? [
                `${stageName} ${letterOf(latestExecution.pipelineExecutionId)} ${latestExecution.status ?? ''}`,
              ]
            : []),
          ...inboundExecutions.map((it) => `${stageName} < ${letterOf(it.pipelineExecutionId)}`),
        ],
      ),
    /** What has happened since the last look, as `a Build FAILED`. */
    happened: (): readonly string[] =>
      events.splice(0).map(({ detail }) => {
        const place = [detail['stage'], detail['action']].filter(Boolean).join('/');
        const words = [letterOf(detail['execution-id']), place, detail['state']];
        return words.filter(Boolean).join(' ');
      }),
  };
}

/** The letter of an execution, or a star for one that the service has named. */
function letterOf(id: unknown): string {
  const letter = String(id).slice(0, 1);
  return id === idOf(letter) ? letter : '*';
}
