import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  ListPipelinesCommand,
  ListRuleExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StageDefinition } from '../../../local/aws/pipeline-model.ts';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { pipelineArn, REGION, startTestAws } from '../../support/aws.ts';

interface Event {
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CodePipelineClient;
const events: Event[] = [];
const compile = { name: 'Compile', category: 'Build', provider: 'CodeBuild' } as const;
const noAlarm = { name: 'NoAlarm', provider: 'CloudWatchAlarm' };

beforeAll(async () => {
  aws = await startTestAws();
  client = new CodePipelineClient(sdkOptions(aws.options));
  aws.onEvent((event) => events.push(event as unknown as Event));
});
beforeEach(() => {
  events.length = 0;
});
afterAll(() => aws.close());

function define(name: string, stages: readonly StageDefinition[] = [{ name: 'Build', actions: [compile] }]) {
  aws.pipelines.define({ name, arn: pipelineArn(name), stages });
  return name;
}

/** What happened since the last look, as `Stage FAILED`. */
function happened(): string[] {
  return events
    .splice(0)
    .map(({ 'detail-type': type, detail }) => `${type.split(' ')[1] ?? ''} ${String(detail['state'])}`);
}

async function rulesOf(pipelineName: string, pipelineExecutionId: string) {
  const filter = { pipelineExecutionId };
  const { ruleExecutionDetails = [] } = await client.send(
    new ListRuleExecutionsCommand({ pipelineName, filter }),
  );
  return ruleExecutionDetails;
}

describe('the version of a definition', () => {
  it('grows with each change, and executions keep theirs', async () => {
    const pipelineName = define('versions');
    const first = aws.pipelines.start(pipelineName);
    define('versions');
    const second = aws.pipelines.start(pipelineName);
    aws.pipelines.finish(first, 'Compile', { status: 'Failed' });

    const { pipelines } = await client.send(new ListPipelinesCommand({}));
    const executions = await Promise.all(
      [first, second].map((pipelineExecutionId) =>
        client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId })),
      ),
    );

    expect(pipelines?.find(({ name }) => name === 'versions')?.version).toBe(2);
    expect(executions.map(({ pipelineExecution: it }) => it?.pipelineVersion)).toEqual([1, 2]);
    expect(events.map(({ detail }) => [detail['execution-id'], detail['version']])).toEqual([
      ...Array.from({ length: 3 }, () => [first, 1]),
      ...Array.from({ length: 3 }, () => [second, 2]),
      ...Array.from({ length: 3 }, () => [first, 1]),
    ]);
  });

  it('can be set', () => {
    aws.pipelines.define({ name: 'set', arn: pipelineArn('set'), stages: [], version: 6 });
    define('set');

    expect(aws.pipelines.pipelines.get('set')?.version).toBe(7);
  });
});

describe('a condition of a stage', () => {
  it('before its entry: fails the stage before any action begins', async () => {
    const pipeline = define('entry', [{ name: 'Build', actions: [compile], beforeEntry: [noAlarm] }]);
    const id = aws.pipelines.start(pipeline);
    expect(happened()).toEqual(['Pipeline STARTED', 'Stage STARTED']);
    aws.pipelines.failCondition(id, 'NoAlarm', 'in ALARM');
    expect(happened()).toEqual(['Stage FAILED', 'Pipeline FAILED']);

    expect(await rulesOf(pipeline, id)).toMatchObject([
      {
        pipelineExecutionId: id,
        pipelineVersion: 1,
        stageName: 'Build',
        ruleName: 'NoAlarm',
        status: 'Failed',
        input: {
          region: REGION,
          ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'CloudWatchAlarm' },
        },
        output: { executionResult: { externalExecutionSummary: 'in ALARM' } },
      },
    ]);
  });

  it('before its entry: lets the stage begin once every rule is met, after a retry too', async () => {
    const rules = [noAlarm, { name: 'InHours', provider: 'DeploymentWindow' }];
    const pipeline = define('hours', [{ name: 'Build', actions: [compile], beforeEntry: rules }]);
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.failCondition(id, 'InHours', 'not now');
    expect(happened()).toEqual(['Pipeline STARTED', 'Stage STARTED']);
    aws.pipelines.passCondition(id, 'NoAlarm');
    aws.pipelines.retryStage(id);
    aws.pipelines.passCondition(id, 'NoAlarm');
    aws.pipelines.passCondition(id, 'InHours');

    expect(happened()).toEqual([
      'Stage FAILED',
      'Pipeline FAILED',
      'Pipeline RESUMED',
      'Stage RESUMED',
      'Action STARTED',
    ]);
    expect((await rulesOf(pipeline, id)).map(({ ruleName, status }) => `${ruleName} ${status}`)).toEqual([
      'InHours Succeeded',
      'NoAlarm Succeeded',
      'InHours Failed',
      'NoAlarm Succeeded',
    ]);
  });

  it('on its success: holds the stage until it is met', () => {
    const stages = [{ name: 'Build', actions: [compile], onSuccess: [noAlarm] }];
    const id = aws.pipelines.start(define('success', stages));
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    expect(happened().at(-1)).toBe('Action SUCCEEDED');
    aws.pipelines.passCondition(id, 'NoAlarm');

    expect(happened()).toEqual(['Stage SUCCEEDED', 'Pipeline SUCCEEDED']);
  });

  it('is not looked at where an action failed, and a rule ends once', () => {
    const stages = [{ name: 'Build', actions: [compile], onSuccess: [noAlarm] }];
    const id = aws.pipelines.start(define('failure', stages));
    aws.pipelines.finish(id, 'Compile', { status: 'Failed' });

    expect(() => {
      aws.pipelines.failCondition(id, 'NoAlarm', 'in ALARM');
    }).toThrow('NoAlarm is not under way');
    expect(happened().at(-1)).toBe('Pipeline FAILED');
  });
});

it('says in its events where an action runs', () => {
  const afar = { ...compile, name: 'Afar', region: 'us-east-1' };
  aws.pipelines.start(define('regions', [{ name: 'Build', actions: [compile, afar] }]));

  const actions = events.filter(({ detail }) => detail['action'] !== undefined);
  expect(actions.map(({ detail }) => detail['region'])).toEqual([REGION, 'us-east-1']);
});
