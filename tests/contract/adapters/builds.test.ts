import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeBuildReader } from '../../../shared/adapters/codebuild-reader.ts';
import type { BuildReader } from '../../../shared/ports/builds.ts';
import { REGION, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: BuildReader;
let ids = 0;
const { signal } = new AbortController();

beforeAll(async () => {
  aws = await startTestAws();
  reader = codeBuildReader({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

/** An id of its own for each build, so that no test sees another's. */
function newId(project = 'checkout-build'): string {
  return `${project}:${(++ids).toString(16).padStart(8, '0')}-3cb1-49c2-a8eb-489c41a90b57`;
}

function uuidOf(id: string): string {
  return id.split(':')[1] ?? '';
}

describe('reading builds', () => {
  it('reads the phases in order with their durations, what failed in them, and where the log is', async () => {
    const id = newId();
    aws.codeBuild.putBuild(id, {
      status: 'FAILED',
      phases: [
        { type: 'SUBMITTED', status: 'SUCCEEDED' },
        { type: 'PROVISIONING', status: 'SUCCEEDED', seconds: 32 },
        {
          type: 'BUILD',
          status: 'FAILED',
          seconds: 334,
          contexts: [
            {
              statusCode: 'COMMAND_EXECUTION_ERROR',
              message: 'Error while executing command: npm\ntest. Reason: exit status 1',
            },
          ],
        },
        { type: 'POST_BUILD', status: 'SUCCEEDED', seconds: 2 },
      ],
    });

    expect(await reader.builds(undefined, [id], signal)).toEqual([
      {
        id,
        status: 'FAILED',
        phases: [
          { name: 'SUBMITTED', status: 'SUCCEEDED', durationMs: 0, contexts: [] },
          { name: 'PROVISIONING', status: 'SUCCEEDED', durationMs: 32_000, contexts: [] },
          {
            name: 'BUILD',
            status: 'FAILED',
            durationMs: 334_000,
            contexts: [
              {
                code: 'COMMAND_EXECUTION_ERROR',
                message: 'Error while executing command: npm test. Reason: exit status 1',
              },
            ],
          },
          { name: 'POST_BUILD', status: 'SUCCEEDED', durationMs: 2_000, contexts: [] },
          { name: 'COMPLETED', status: undefined, durationMs: undefined, contexts: [] },
        ],
        log: { region: undefined, group: '/aws/codebuild/checkout-build', stream: uuidOf(id) },
      },
    ]);
  });

  it('reads several builds at once in the order in which they were asked for, without those that are gone', async () => {
    const [first, second, gone] = [newId(), newId(), newId()];
    for (const id of [first, second]) aws.codeBuild.putBuild(id, { status: 'FAILED', phases: [] });
    const before = aws.calls.length;

    const builds = await reader.builds(undefined, [second, gone, first], signal);

    expect(builds.map(({ id }) => id)).toEqual([second, first]);
    expect(aws.calls.slice(before)).toEqual(['codebuild:BatchGetBuilds']);
  });

  it('reads a phase that is under way, which has neither a status nor a duration', async () => {
    const id = newId();
    aws.codeBuild.putBuild(id, { status: 'IN_PROGRESS', phases: [{ type: 'BUILD' }] });

    const [build] = await reader.builds(undefined, [id], signal);

    expect(build).toMatchObject({ status: 'IN_PROGRESS', phases: [{ name: 'BUILD', contexts: [] }] });
    expect(build?.phases[0]?.durationMs).toBeUndefined();
  });

  it('keeps the reason that stands behind a command as long as a script', async () => {
    const id = newId();
    const message = `Error while executing command: ${'echo all is well\n'.repeat(400)}. Reason: exit status 137`;
    const contexts = [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }];
    aws.codeBuild.putBuild(id, { status: 'FAILED', phases: [{ type: 'BUILD', status: 'FAILED', contexts }] });

    const [build] = await reader.builds(undefined, [id], signal);

    const read = build?.phases[0]?.contexts[0]?.message;
    expect(read).toMatch(
      /^Error while executing command: echo all is well echo .*… Reason: exit status 137$/u,
    );
    expect(read?.length).toBeLessThan(1000);
  });

  it.each([
    ['logging to CloudWatch is off', { cloudWatchLogs: { status: 'DISABLED' } }],
    [
      'logging to CloudWatch is off but a group is named',
      { groupName: 'g', streamName: 's', cloudWatchLogs: { status: 'DISABLED' } },
    ],
    [
      'it was not provisioned yet',
      { deepLink: 'https://example.com/', cloudWatchLogs: { status: 'ENABLED' } },
    ],
    ['there is no stream', { groupName: '/aws/codebuild/checkout-build' }],
  ])('knows no log where %s', async (_what, logs) => {
    const id = newId();
    aws.codeBuild.putBuild(id, { status: 'FAILED', phases: [], logs });

    expect((await reader.builds(undefined, [id], signal))[0]?.log).toBeUndefined();
  });

  it('takes the log from where the build says it is', async () => {
    const id = newId();
    const logs = { groupName: '/team/builds', streamName: `checkout/${uuidOf(id)}` };
    aws.codeBuild.putBuild(id, { status: 'FAILED', phases: [], logs });

    expect((await reader.builds(undefined, [id], signal))[0]?.log).toEqual({
      region: undefined,
      group: '/team/builds',
      stream: `checkout/${uuidOf(id)}`,
    });
  });

  it('throws a ServiceError for an id that is none of a build, such as that of a batch', async () => {
    await expect(reader.builds(undefined, [`build-batch/${newId()}`], signal)).rejects.toMatchObject({
      name: 'ServiceError',
      code: 'InvalidInputException',
      reason: 'failed',
    });
  });
});

describe('where and how builds are read', () => {
  it('asks in the Region of the action, and says that the log is there', async () => {
    const build = newId();
    aws.codeBuild.putBuild(build, { status: 'FAILED', phases: [], region: 'us-east-1' });
    const before = aws.signed.length;

    expect((await reader.builds('us-east-1', [build], signal))[0]?.log?.region).toBe('us-east-1');
    expect(await reader.builds(undefined, [build], signal)).toEqual([]);

    expect(aws.signed.slice(before)).toEqual([
      'us-east-1 codebuild:BatchGetBuilds',
      `${REGION} codebuild:BatchGetBuilds`,
    ]);
  });

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    aws.faults.inject('codebuild', fault);

    await expect(reader.builds(undefined, [newId()], signal)).rejects.toMatchObject({
      name: 'ServiceError',
      operation: 'codebuild:BatchGetBuilds',
      reason,
      code,
    });
  });

  it('throws a ServiceError for a Region that can be no part of a host, instead of asking there', async () => {
    const before = aws.calls.length;

    await expect(reader.builds('example.com/#', [newId()], signal)).rejects.toMatchObject({
      name: 'ServiceError',
      reason: 'failed',
    });
    expect(aws.calls).toHaveLength(before);
  });

  it('ends a call early when it is told to', async () => {
    aws.faults.inject('codebuild', 'slow');
    const controller = new AbortController();
    const call = reader.builds(undefined, [newId()], controller.signal);
    controller.abort();

    await expect(call).rejects.toMatchObject({ name: 'ServiceError', code: 'AbortError', reason: 'slow' });
  });
});
