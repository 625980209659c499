import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws/aws-error.ts';
import type { PipelineDefinition, StageDefinition } from '../../../local/aws/pipeline-model.ts';
import { codePipelineReader } from '../../../shared/adapters/codepipeline-reader.ts';
import type { PipelineReader } from '../../../shared/ports/pipelines.ts';
import { NOON, pipelineArn, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: PipelineReader;
const { signal } = new AbortController();
const MINUTE = 60_000;
const SOURCE: StageDefinition = {
  name: 'Source',
  actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeCommit' }],
};
const BUILD: StageDefinition = {
  name: 'Build',
  actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }],
};
const rule = { name: 'NoAlarm', provider: 'CloudWatchAlarm' };

beforeAll(async () => {
  aws = await startTestAws();
  reader = codePipelineReader({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
  aws.clock.now = NOON;
});
afterAll(() => aws.close());

/** A pipeline of its own for each test, with one execution that has come to its build. */
function build(name: string, more: Partial<PipelineDefinition> = {}) {
  aws.pipelines.define({ name, arn: pipelineArn(name), stages: [SOURCE, BUILD], ...more });
  const id = aws.pipelines.start(name);
  aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded', revision: { revisionId: `commit-${name}` } });
  return { name, id };
}

describe('the state of a pipeline', () => {
  it('says of each stage who was there last and what became of it', async () => {
    const { name, id } = build('state');
    aws.pipelines.finish(id, 'Compile', { status: 'Failed' });
    const next = aws.pipelines.start(name);

    expect(await reader.state(name, signal)).toEqual({
      version: 1,
      stages: [
        {
          name: 'Source',
          executionId: next,
          status: 'InProgress',
          type: 'STANDARD',
          transitionEnabled: true,
          automaticRetries: 0,
          manualRetries: 0,
          conditionFailed: false,
        },
        {
          name: 'Build',
          executionId: id,
          status: 'Failed',
          type: 'STANDARD',
          transitionEnabled: true,
          automaticRetries: 0,
          manualRetries: 0,
          conditionFailed: false,
        },
      ],
    });
  });

  it('counts the retries of the service and those by hand, of the execution that is there', async () => {
    const { name, id } = build('state-retries', {
      stages: [SOURCE, { ...BUILD, onFailure: { result: 'RETRY' } }],
    });
    const look = async () => (await reader.state(name, signal)).stages[1];
    aws.pipelines.finish(id, 'Compile', { status: 'Failed' });
    expect(await look()).toMatchObject({ status: 'InProgress', automaticRetries: 1, manualRetries: 0 });
    aws.pipelines.finish(id, 'Compile', { status: 'Failed' });
    aws.pipelines.retryStage(id);
    expect(await look()).toMatchObject({ status: 'InProgress', automaticRetries: 1, manualRetries: 1 });

    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    const next = aws.pipelines.start(name);
    aws.pipelines.finish(next, 'Checkout', { status: 'Succeeded' });
    expect(await look()).toMatchObject({ executionId: next, automaticRetries: 0, manualRetries: 0 });
  });

  it('says whether the stage is closed, and knows nobody in a stage that nobody has entered', async () => {
    const { name } = build('state-closed', {
      stages: [
        SOURCE,
        { name: 'Deploy', actions: [{ name: 'Ship', category: 'Deploy', provider: 'CodeDeploy' }] },
        { name: 'Last', actions: [{ name: 'Check', category: 'Test', provider: 'CodeBuild' }] },
      ],
    });
    aws.pipelines.disableTransition(name, 'Last');

    const { stages } = await reader.state(name, signal);

    expect(stages.map((it) => it.transitionEnabled)).toEqual([true, true, false]);
    expect(stages[2]).toMatchObject({ executionId: undefined, status: undefined, type: undefined });
  });

  it.each(['beforeEntry', 'onSuccess'] as const)(
    'says that a condition was not met: %s',
    async (condition) => {
      const { name, id } = build(`state-${condition}`, {
        stages: [
          SOURCE,
          {
            name: 'Build',
            actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }],
            [condition]: [rule],
          },
        ],
      });
      const failed = async () => (await reader.state(name, signal)).stages[1]?.conditionFailed;
      if (condition === 'onSuccess') aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
      expect(await failed()).toBe(false);
      aws.pipelines.failCondition(id, 'NoAlarm', 'in ALARM');
      expect(await failed()).toBe(true);
      aws.pipelines.retryStage(id);
      aws.pipelines.passCondition(id, 'NoAlarm');

      expect(await failed()).toBe(false);
    },
  );

  it('keeps the token of an approval that waits to itself', async () => {
    const { name } = build('state-token', {
      stages: [
        SOURCE,
        { name: 'Release', actions: [{ name: 'Approve', category: 'Approval', provider: 'Manual' }] },
      ],
    });
    const { stageStates } = aws.run({
      operation: 'codepipeline:GetPipelineState',
      region: 'eu-west-1',
      input: { name },
      protocol: 'json',
    }) as { stageStates: readonly { actionStates: readonly { latestExecution?: { token?: string } }[] }[] };
    const token = stageStates[1]?.actionStates[0]?.latestExecution?.token ?? '';

    const state = await reader.state(name, signal);

    expect(token).not.toBe('');
    expect(JSON.stringify(state)).not.toContain(token);
  });

  it('shows a rollback as one', async () => {
    const { name, id } = build('state-rollback');
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    const rollback = aws.pipelines.rollBack(name, 'Build', id);

    expect((await reader.state(name, signal)).stages[1]).toMatchObject({
      executionId: rollback,
      type: 'ROLLBACK',
    });
    expect(await reader.execution(name, rollback, signal)).toMatchObject({
      status: 'InProgress',
      type: 'ROLLBACK',
      changes: [{ revision: `commit-${name}` }],
    });
  });
});

describe('the definition of a pipeline', () => {
  it('gives its type and mode, and what each stage does and how it deals with a failure', async () => {
    const { name } = build('definition', {
      mode: 'QUEUED',
      version: 4,
      stages: [
        SOURCE,
        {
          name: 'Release',
          actions: [
            { name: 'Approve', category: 'Approval', provider: 'Manual' },
            { name: 'Ship', category: 'Deploy', provider: 'CodeDeploy' },
          ],
          onFailure: { result: 'ROLLBACK' },
        },
      ],
    });

    expect(await reader.definition(name, signal)).toEqual({
      version: 4,
      type: 'V2',
      mode: 'QUEUED',
      stages: [
        { name: 'Source', categories: ['Source'], onFailure: undefined },
        { name: 'Release', categories: ['Approval', 'Deploy'], onFailure: 'ROLLBACK' },
      ],
    });
  });
});

describe('the executions that succeeded in a stage', () => {
  it('are those of the present definition, rollbacks too, the newest first, with their revisions', async () => {
    const { name, id } = build('succeeded');
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    aws.clock.now += MINUTE;
    const rollback = aws.pipelines.rollBack(name, 'Build', id);
    aws.pipelines.finish(rollback, 'Compile', { status: 'Succeeded' });
    const failed = aws.pipelines.start(name);
    aws.pipelines.finish(failed, 'Checkout', { status: 'Succeeded' });
    aws.pipelines.finish(failed, 'Compile', { status: 'Failed' });

    expect(await reader.succeededIn(name, 'Build', signal)).toEqual([
      { id: rollback, type: 'ROLLBACK', startedAt: NOON + MINUTE, revisions: ['commit-succeeded'] },
      { id, type: 'STANDARD', startedAt: NOON, revisions: ['commit-succeeded'] },
    ]);
    build('succeeded');
    expect(await reader.succeededIn(name, 'Build', signal)).toEqual([]);
  });
});

describe.each(['state', 'definition'] as const)('asking for the %s', (what) => {
  const operation = `codepipeline:${what === 'state' ? 'GetPipelineState' : 'GetPipeline'}`;

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    const { name } = build(`${what}-faulty`);
    aws.faults.inject(operation, fault);

    await expect(reader[what](name, signal)).rejects.toMatchObject({
      name: 'ServiceError',
      operation,
      reason,
      code,
    });
  });

  it('says that a pipeline is gone, and passes on any other code', async () => {
    await expect(reader[what]('nowhere', signal)).rejects.toMatchObject({ reason: 'gone' });
    aws.faults.inject(operation, new AwsError('PipelineVersionNotFoundException', 'gone'));
    await expect(reader[what]('nowhere', signal)).rejects.toMatchObject({
      code: 'PipelineVersionNotFoundException',
    });
  });
});

it.each(REFUSALS)('throws a ServiceError when successes are %s', async (fault, reason, code) => {
  const { name } = build('succeeded-faulty');
  aws.faults.inject('codepipeline:ListPipelineExecutions', fault);

  await expect(reader.succeededIn(name, 'Build', signal)).rejects.toMatchObject({ reason, code });
});
