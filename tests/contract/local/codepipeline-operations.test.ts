import {
  CodePipelineClient,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { NOON, pipelineArn, startTestAws } from '../../support/aws.ts';
import { BUILD, DEPLOY, idOf, SOURCE } from './line.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CodePipelineClient;
let names = 0;

beforeAll(async () => {
  aws = await startTestAws();
  client = new CodePipelineClient(sdkOptions(aws.options));
});
afterAll(() => aws.close());

/** A pipeline of its own for each test, whose execution waits in its build. */
function startBuild(stages = [SOURCE, BUILD, DEPLOY]) {
  const pipelineName = `operations-${++names}`;
  aws.pipelines.define({ name: pipelineName, arn: pipelineArn(pipelineName), stages });
  const id = aws.pipelines.start(pipelineName);
  aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded' });
  return { pipelineName, id };
}

describe('GetPipelineState', () => {
  it('shows each stage, its actions, and the token of an approval that waits, only while it waits', async () => {
    const approve = { name: 'Approve', category: 'Approval', provider: 'Manual' } as const;
    const { pipelineName: name, id } = startBuild([SOURCE, { name: 'Release', actions: [approve] }]);
    const look = () => client.send(new GetPipelineStateCommand({ name }));

    const waiting = await look();
    expect(waiting).toMatchObject({
      pipelineName: name,
      pipelineVersion: 1,
      created: new Date(NOON),
      stageStates: [
        {
          stageName: 'Source',
          latestExecution: { pipelineExecutionId: id, status: 'Succeeded', type: 'STANDARD' },
          inboundTransitionState: { enabled: true },
        },
        {
          stageName: 'Release',
          latestExecution: { status: 'InProgress' },
          actionStates: [{ actionName: 'Approve', latestExecution: { status: 'InProgress' } }],
        },
      ],
    });
    const approval = waiting.stageStates?.[1]?.actionStates?.[0]?.latestExecution;
    expect(approval?.token).toMatch(/^[\w-]{20,}$/u);
    expect(waiting.stageStates?.[0]?.retryStageMetadata).toBeUndefined();
    aws.pipelines.finish(id, 'Approve', { status: 'Failed', code: 'JobFailed', summary: 'Not today' });
    const rejected = (await look()).stageStates?.[1]?.actionStates?.[0]?.latestExecution;
    expect(rejected).toMatchObject({
      status: 'Failed',
      summary: 'Not today',
      errorDetails: { code: 'JobFailed' },
    });
    expect(rejected?.token).toBeUndefined();
  });

  it('shows a condition with its rules, and nothing of a stage that nobody has entered', async () => {
    const beforeEntry = [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }];
    const { pipelineName: name, id } = startBuild([SOURCE, { ...BUILD, beforeEntry }, DEPLOY]);
    const look = async () => (await client.send(new GetPipelineStateCommand({ name }))).stageStates;
    expect((await look())?.[1]?.beforeEntryConditionState?.latestExecution?.status).toBe('InProgress');
    aws.pipelines.failCondition(id, 'NoAlarm', 'in ALARM');

    const [, build, deploy] = (await look()) ?? [];
    expect(build?.beforeEntryConditionState).toMatchObject({
      latestExecution: { status: 'Failed' },
      conditionStates: [
        { ruleStates: [{ ruleName: 'NoAlarm', latestExecution: { status: 'Failed', summary: 'in ALARM' } }] },
      ],
    });
    expect(build?.actionStates).toEqual([{ actionName: 'Compile' }]);
    expect(deploy?.latestExecution).toBeUndefined();
  });

  it('is asked by a name that exists', async () => {
    const ask = (name: string) => client.send(new GetPipelineStateCommand({ name }));

    await expect(ask('nowhere')).rejects.toMatchObject({ name: 'PipelineNotFoundException' });
    await expect(ask('no where')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('GetPipeline', () => {
  it('gives the definition in force', async () => {
    const name = 'defined';
    const onFailure = { result: 'RETRY', retryMode: 'ALL_ACTIONS' } as const;
    const noAlarm = [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }];
    const stages = [SOURCE, { ...BUILD, onFailure, beforeEntry: noAlarm, onSuccess: noAlarm }];
    aws.pipelines.define({ name, arn: pipelineArn(name), mode: 'QUEUED', stages, version: 7 });

    const { pipeline, metadata } = await client.send(new GetPipelineCommand({ name }));

    const conditions = [
      { result: 'FAIL', rules: [{ name: 'NoAlarm', ruleTypeId: { provider: 'CloudWatchAlarm' } }] },
    ];
    expect(metadata?.pipelineArn).toBe(pipelineArn(name));
    expect(pipeline).toMatchObject({
      name,
      version: 7,
      pipelineType: 'V2',
      executionMode: 'QUEUED',
      stages: [
        { name: 'Source', actions: [{ name: 'Checkout', actionTypeId: { category: 'Source' } }] },
        {
          name: 'Build',
          beforeEntry: { conditions },
          onSuccess: { conditions },
          onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'ALL_ACTIONS' } },
        },
      ],
    });
    await expect(client.send(new GetPipelineCommand({ name, version: 6 }))).rejects.toMatchObject({
      name: 'PipelineVersionNotFoundException',
    });
  });
});

describe('ListPipelineExecutions', () => {
  it('finds those that succeeded in a stage of the present version, the newest first', async () => {
    const { pipelineName, id } = startBuild();
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    const second = aws.pipelines.start(pipelineName);
    aws.pipelines.finish(second, 'Checkout', { status: 'Succeeded' });
    const find = async (stageName: string) => {
      const filter = { succeededInStage: { stageName } };
      const answer = await client.send(new ListPipelineExecutionsCommand({ pipelineName, filter }));
      return answer.pipelineExecutionSummaries?.map((it) => it.pipelineExecutionId);
    };

    expect(await find('Source')).toEqual([second, id]);
    expect(await find('Build')).toEqual([id]);
    aws.pipelines.define({ name: pipelineName, arn: pipelineArn(pipelineName), stages: [SOURCE, BUILD] });
    expect(await find('Build')).toEqual([]);
  });
});

const STAGE = { pipelineName: 'p', stageName: 'Build' };
const RUN = { pipelineName: 'p', pipelineExecutionId: idOf('a') };
/** Each operation with all that it requires, and a way to send less or something else. */
const OPERATIONS: Readonly<Record<string, readonly [object, (input: never) => Promise<unknown>]>> = {
  retry: [
    { ...STAGE, ...RUN, retryMode: 'FAILED_ACTIONS' },
    (input) => client.send(new RetryStageExecutionCommand(input)),
  ],
  rollback: [
    { ...STAGE, targetPipelineExecutionId: idOf('a') },
    (input) => client.send(new RollbackStageCommand(input)),
  ],
  stop: [RUN, (input) => client.send(new StopPipelineExecutionCommand(input))],
  disable: [
    { ...STAGE, transitionType: 'Inbound', reason: 'release freeze' },
    (input) => client.send(new DisableStageTransitionCommand(input)),
  ],
  enable: [
    { ...STAGE, transitionType: 'Inbound' },
    (input) => client.send(new EnableStageTransitionCommand(input)),
  ],
};

describe.each(Object.entries(OPERATIONS))('the operation to %s', (_name, [input, send]) => {
  it.each(Object.keys(input))('requires %s', async (parameter) => {
    const less = Object.fromEntries(Object.entries(input).filter(([name]) => name !== parameter));

    await expect(send(less as never)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is for a pipeline that exists', async () => {
    await expect(send(input as never)).rejects.toMatchObject({ name: 'PipelineNotFoundException' });
  });
});

it.each([
  ['retry', { retryMode: 'SOME' }],
  ['retry', { pipelineExecutionId: 'A' }],
  ['stop', { reason: 'x'.repeat(201) }],
  ['disable', { reason: 'a\nb' }],
  ['enable', { transitionType: 'Through' }],
] as const)('%s refuses %o', async (operation, more) => {
  const [input, send] = OPERATIONS[operation] ?? [{}, () => Promise.resolve()];

  await expect(send({ ...input, ...more } as never)).rejects.toMatchObject({ name: 'ValidationException' });
});

describe('what people do', () => {
  it('stops an execution and closes and opens a stage', async () => {
    const { pipelineName, id } = startBuild();
    const stage = { pipelineName, stageName: 'Build', transitionType: 'Inbound' } as const;
    await client.send(new DisableStageTransitionCommand({ ...stage, reason: 'freeze' }));
    const stop = { pipelineName, pipelineExecutionId: id, abandon: true, reason: 'freeze' };
    expect(await client.send(new StopPipelineExecutionCommand(stop))).toMatchObject({
      pipelineExecutionId: id,
    });
    const next = aws.pipelines.start(pipelineName);
    aws.pipelines.finish(next, 'Checkout', { status: 'Succeeded' });
    const underWay = () => aws.pipelines.underWay(pipelineName).map(({ execution }) => execution.id);

    expect(underWay()).toEqual([]);
    await client.send(new EnableStageTransitionCommand(stage));
    expect(underWay()).toEqual([next]);
    expect(aws.pipelines.execution(id).status).toBe('Stopped');
  });
});
