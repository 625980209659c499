import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeBuildReader } from '../../../shared/adapters/codebuild-reader.ts';
import type { BuildReader } from '../../../shared/ports/builds.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
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

/** An id of its own for each build and batch, so that no test sees another's. */
function newId(project = 'checkout-build'): string {
  return `${project}:${(++ids).toString(16).padStart(8, '0')}-7f1c-47ed-a9e0-54f9c4015f99`;
}

describe('reading a batch build', () => {
  const failed = (identifier: string, build: string, more: object = {}) =>
    ({ identifier, build, status: 'FAILED', ...more }) as const;

  it('names the builds that failed, in the order of their groups', async () => {
    const [id, lint, unit, slow, good, stopped, ignored] = Array.from({ length: 7 }, () => newId()) as [
      string,
      ...string[],
    ];
    aws.codeBuild.putBatch(id, {
      status: 'FAILED',
      startedAt: NOON,
      phases: [
        { type: 'SUBMITTED', status: 'SUCCEEDED' },
        { type: 'IN_PROGRESS', status: 'FAILED', seconds: 90 },
      ],
      groups: [
        { identifier: 'good', build: good ?? '', status: 'SUCCEEDED' },
        failed('unit', unit ?? '', { earlier: [newId()] }),
        failed('docs', ignored ?? '', { ignoreFailure: true }),
        { identifier: 'stopped', build: stopped ?? '', status: 'STOPPED' },
        { identifier: 'lint', build: lint ?? '', status: 'FAULT' },
        { identifier: 'slow', build: slow ?? '', status: 'TIMED_OUT' },
      ],
    });

    expect(await reader.batch(undefined, id, signal)).toEqual({
      id,
      status: 'FAILED',
      failedBuildIds: [unit, lint, slow],
      phases: [
        { name: 'SUBMITTED', status: 'SUCCEEDED', durationMs: 0, contexts: [] },
        { name: 'IN_PROGRESS', status: 'FAILED', durationMs: 90_000, contexts: [] },
      ],
      logGroup: '/aws/codebuild/checkout-build',
    });
  });

  it('names three at most, and passes over a group whose build never began', async () => {
    const id = newId();
    const builds = Array.from({ length: 5 }, () => newId());
    aws.codeBuild.putBatch(id, {
      status: 'FAILED',
      groups: [
        { identifier: 'never', status: 'FAILED' },
        ...builds.map((build, n) => failed(`group_${n}`, build)),
      ],
    });

    expect((await reader.batch(undefined, id, signal)).failedBuildIds).toEqual(builds.slice(0, 3));
  });

  it.each([
    [
      'a group of its own',
      { cloudWatchLogs: { status: 'ENABLED', groupName: '/team/builds', streamName: 'checkout' } },
      '/team/builds',
      'checkout',
    ],
    [
      "the project's group",
      { cloudWatchLogs: { status: 'ENABLED' } },
      '/aws/codebuild/checkout-build',
      undefined,
    ],
    ['nowhere', { cloudWatchLogs: { status: 'DISABLED', groupName: '/team/builds' } }, undefined, undefined],
    ['where nobody says', {}, undefined, undefined],
  ])('says where its builds write their logs: %s', async (_what, logConfig, logGroup, logStreamPrefix) => {
    const id = newId();
    aws.codeBuild.putBatch(id, { status: 'FAILED', groups: [], logConfig });

    const batch = await reader.batch(undefined, id, signal);

    expect([batch.logGroup, batch.logStreamPrefix]).toEqual([logGroup, logStreamPrefix]);
  });

  it('says that a batch is gone', async () => {
    await expect(reader.batch(undefined, newId(), signal)).rejects.toMatchObject({
      name: 'ServiceError',
      operation: 'codebuild:BatchGetBuildBatches',
      reason: 'gone',
    });
  });

  it('asks in the Region of the action', async () => {
    const id = newId();
    aws.codeBuild.putBatch(id, { status: 'FAILED', groups: [], region: 'us-east-1' });

    expect((await reader.batch('us-east-1', id, signal)).id).toBe(id);
    expect(aws.signed.at(-1)).toBe('us-east-1 codebuild:BatchGetBuildBatches');
    await expect(reader.batch(undefined, id, signal)).rejects.toMatchObject({ reason: 'gone' });
  });

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    const operation = 'codebuild:BatchGetBuildBatches';
    aws.faults.inject(operation, fault);

    await expect(reader.batch(undefined, newId(), signal)).rejects.toMatchObject({
      name: 'ServiceError',
      operation,
      reason,
      code,
    });
  });
});
