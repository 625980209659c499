import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineDefinition } from '../../../local/aws/pipeline-model.ts';
import { codePipelineReader } from '../../../shared/adapters/codepipeline-reader.ts';
import type { PipelineReader } from '../../../shared/ports/pipelines.ts';
import { ACCOUNT, NOON, pipelineArn, REGION, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: PipelineReader;
const { signal } = new AbortController();
const MINUTE = 60_000;

beforeAll(async () => {
  aws = await startTestAws();
  reader = codePipelineReader({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

/** A pipeline of its own for each test, so that no test sees another's runs. */
function define(name: string, more: Partial<PipelineDefinition> = {}): string {
  aws.pipelines.define({
    name,
    arn: pipelineArn(name),
    stages: [
      { name: 'Source', actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeCommit' }] },
      { name: 'Build', actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] },
    ],
    ...more,
  });
  return name;
}

describe('reading pipelines', () => {
  it('reads what started an execution and what it changes, the commit message of a connection included', async () => {
    const pipeline = define('read-execution');
    const id = aws.pipelines.start(pipeline, {
      trigger: {
        triggerType: 'StartPipelineExecution',
        triggerDetail: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/li.wei@example.com`,
      },
    });
    const revisionSummary = JSON.stringify({
      ProviderType: 'GitHub',
      CommitMessage: 'Fix it\n\nfor a@example.com',
    });
    const revision = { revisionId: 'abc', revisionSummary, revisionUrl: 'https://example.com/abc' };
    aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded', revision });

    expect(await reader.execution(pipeline, id, signal)).toEqual({
      version: 1,
      status: 'InProgress',
      type: 'STANDARD',
      mode: 'SUPERSEDED',
      trigger: { type: 'StartPipelineExecution', role: 'deployer' },
      changes: [{ revision: 'abc', title: 'Fix it', url: 'https://example.com/abc' }],
    });
  });

  it('reads each attempt of each action, those before a retry too', async () => {
    const pipeline = define('read-attempts');
    aws.clock.now = NOON;
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded' });
    aws.clock.now += MINUTE;
    const outcome = {
      code: 'JobFailed',
      summary: 'Build\nterminated',
      externalId: 'b:1',
      externalUrl: 'javascript:1',
    };
    aws.pipelines.finish(id, 'Compile', { status: 'Failed', ...outcome });
    aws.clock.now += MINUTE;
    aws.pipelines.retryStage(id);

    const attempts = await reader.attempts(pipeline, id, signal);

    expect(attempts.map(({ action, status, startedAt }) => [action, status, startedAt - NOON])).toEqual([
      ['Compile', 'InProgress', 2 * MINUTE],
      ['Compile', 'Failed', 0],
      ['Checkout', 'Succeeded', 0],
    ]);
    expect(new Set(attempts.map(({ actionExecutionId }) => actionExecutionId)).size).toBe(3);
    expect(attempts[1]).toMatchObject({
      stage: 'Build',
      category: 'Build',
      provider: 'CodeBuild',
      region: REGION,
      pipelineVersion: 1,
      actionExecutionId: expect.stringMatching(/^[0-9a-f-]{36}$/u) as string,
      updatedAt: NOON + MINUTE,
      // What is no link to the web is no link.
      result: { code: 'JobFailed', summary: 'Build terminated', url: undefined, externalId: 'b:1' },
    });
  });

  it("says where an action runs, if not in the pipeline's Region, and which log is that of a Commands action", async () => {
    const logStreamArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/codepipeline/afar:log-stream:1/2`;
    const pipeline = define('read-regions', {
      stages: [
        {
          name: 'Build',
          actions: [
            { name: 'Afar', category: 'Compute', provider: 'Commands', region: 'us-east-1' },
            { name: 'Odd', category: 'Build', provider: 'CodeBuild', region: 'example.com/#' },
          ],
        },
      ],
    });
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.finish(id, 'Afar', { status: 'Failed', externalId: 'x', logStreamArn });

    const attempts = await reader.attempts(pipeline, id, signal);

    // What can be no Region would become part of a host's name.
    expect(attempts.map(({ action, region }) => [action, region])).toEqual([
      ['Odd', undefined],
      ['Afar', 'us-east-1'],
    ]);
    expect(attempts[1]).toMatchObject({ provider: 'Commands', result: { externalId: logStreamArn } });
  });

  it('reads the version of the definition that each execution ran with', async () => {
    const pipeline = define('read-versions');
    const before = aws.pipelines.start(pipeline);
    define('read-versions');
    const after = aws.pipelines.start(pipeline);

    const versions = await Promise.all(
      [before, after].map(async (id) => [
        (await reader.execution(pipeline, id, signal)).version,
        (await reader.attempts(pipeline, id, signal))[0]?.pipelineVersion,
      ]),
    );

    expect(versions).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('looks into the configuration of approvals only: that of builds may hold secrets', async () => {
    const configuration = {
      CustomData: 'Look at staging',
      ExternalEntityLink: 'https://example.com/staging',
    };
    const pipeline = define('read-approval', {
      stages: [
        {
          name: 'Release',
          actions: [
            { name: 'Approve', category: 'Approval', provider: 'Manual', configuration },
            { name: 'Compile', category: 'Build', provider: 'CodeBuild', configuration },
          ],
        },
      ],
    });
    const id = aws.pipelines.start(pipeline);

    const attempts = await reader.attempts(pipeline, id, signal);

    expect(attempts.map(({ request }) => request)).toEqual([
      undefined,
      { text: 'Look at staging', url: 'https://example.com/staging' },
    ]);
  });

  it('reads every page of the attempts', async () => {
    const actions = Array.from({ length: 120 }, (_, n) => {
      return { name: `Check-${n}`, category: 'Test', provider: 'CodeBuild' } as const;
    });
    const pipeline = define('read-pages', { stages: [{ name: 'Checks', actions }] });
    const id = aws.pipelines.start(pipeline);

    expect(new Set((await reader.attempts(pipeline, id, signal)).map(({ action }) => action)).size).toBe(120);
  });

  it('reads one page of the history and says whether that was all', async () => {
    const pipeline = define('read-history');
    aws.clock.now = NOON;
    const ids = Array.from({ length: 100 }, () => aws.pipelines.start(pipeline));
    const all = await reader.history(pipeline, signal);
    aws.pipelines.start(pipeline);
    const newest = await reader.history(pipeline, signal);

    expect(all.complete).toBe(true);
    expect(all.executions.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(all.executions[0]).toMatchObject({ status: 'InProgress', startedAt: NOON, updatedAt: NOON });
    expect([newest.complete, newest.executions.length]).toEqual([false, 100]);
  });

  it("reads a tag's value, or nothing where the pipeline lacks it", async () => {
    const place = { partition: 'aws', region: REGION, account: ACCOUNT };
    const pipeline = define('read-tags', { tags: { team: ' team-checkout\u2028', contact: '' } });

    expect(await reader.tag(place, pipeline, 'team', signal)).toBe('team-checkout');
    expect(await reader.tag(place, pipeline, 'cost-centre', signal)).toBeUndefined();
    // AWS takes a tag without a value, SNS no attribute without one.
    expect(await reader.tag(place, pipeline, 'contact', signal)).toBeUndefined();
  });

  it('names the pipelines, and the builds and deployments that one of them started', async () => {
    const pipeline = define('read-names');
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded' });
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded', externalId: 'd-1A2B3C4D5' });

    expect(await reader.names(signal)).toContain(pipeline);
    expect(await reader.externalIds(pipeline, signal)).toEqual(['d-1A2B3C4D5']);
  });

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    aws.faults.inject('codepipeline', fault);

    await expect(reader.names(signal)).rejects.toMatchObject({ name: 'ServiceError', reason, code });
  });

  it('says that a pipeline, an execution or a tagged pipeline is gone', async () => {
    const pipeline = define('read-gone');
    const unknown = '00000000-0000-4000-8000-000000000000';

    await expect(reader.history('nowhere', signal)).rejects.toMatchObject({ reason: 'gone' });
    await expect(reader.execution(pipeline, unknown, signal)).rejects.toMatchObject({ reason: 'gone' });
    await expect(reader.tag({}, 'nowhere', 'team', signal)).rejects.toMatchObject({ reason: 'gone' });
  });

  it('ends a call early when it is told to', async () => {
    aws.faults.inject('codepipeline', 'slow');
    const controller = new AbortController();
    const call = reader.names(controller.signal);
    controller.abort();

    await expect(call).rejects.toMatchObject({ name: 'ServiceError', code: 'AbortError', reason: 'slow' });
  });
});
