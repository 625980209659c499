import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FAILED_BUILDS } from '../../local/failed-builds.ts';
import { packageService } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { seedHistory } from '../../local/seed-history.ts';
import { seed } from '../../local/seed.ts';
import { ACCOUNT, pipelineArn, REGION } from '../support/aws.ts';
import { eventIn, startDeployed } from '../support/deployed.ts';
import { pipelineEvent } from '../support/events.ts';

/** What lies in a dead-letter queue, given to each function as it would be deployed. */

const MINUTE = 60_000;
const FAILED_AT = Date.parse('2026-11-23T10:00:00Z');

let built: Package;
beforeAll(async () => {
  built = await packageService('test-redrive');
}, 240_000);

/** Lambda's record of an event that failed three times: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const keptOf = (name: string, requestPayload: object) => ({
  version: '1.0',
  timestamp: '2026-11-23T10:03:10.000Z',
  requestContext: {
    requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
    functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-test-${name}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'ServiceError', errorMessage: 'sns: InternalError' },
});
/** As the event source mapping of a queue hands over; the message's id is its place. */
const batchOf = (...bodies: readonly (object | string)[]) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-failures`,
    messageId: String(index),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    // EventBridge says so of what it could not hand over.
    messageAttributes: { ERROR_CODE: { stringValue: 'NO_PERMISSIONS', dataType: 'String' } },
  })),
});
const failed = (...places: readonly string[]) => ({
  batchItemFailures: places.map((itemIdentifier) => ({ itemIdentifier })),
});

const start = (name: string, minutes: number) => startDeployed(built, name, FAILED_AT + minutes * MINUTE);

describe('the way back', () => {
  it.each(['runbook.md', 'runbook.zh-CN.md'])('from each queue is named in %s, with the queue', (file) => {
    const text = readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8');
    const ids = Object.keys(built.template.Resources).filter((id) => /(?:Redrive|Failures)$/u.test(id));

    expect(ids).toHaveLength(6);
    expect(ids.filter((id) => !text.includes(id))).toEqual([]);
  });
});

describe('notify', () => {
  it('tells once what lies there raw and as a record of Lambda, says how late it is, and leaves what it does not know', async () => {
    const { aws, lambda, close } = await start('notify', 3 * 60);
    const event = pipelineEvent('FAILED', { time: new Date(FAILED_AT).toISOString() });

    const answers = [
      await lambda.invoke(batchOf(event, keptOf('notify', event), { hello: 'world' }, 'no JSON')),
      await lambda.invoke(batchOf(event)),
    ];

    expect(answers).toEqual([failed('2', '3'), failed()]);
    expect(aws.sns.publications).toMatchObject([
      { bodies: { default: expect.stringContaining('checkout-pipeline failed, 3 h ago') as string } },
    ]);
    await close();
  }, 30_000);
});

describe('retry', () => {
  it('plans once what lies there raw and as a record of Lambda, and takes what a schedule hands over', async () => {
    const { aws, lambda, close, logged } = await start('retry', 1);
    const event = eventIn('codepipeline/stage-failed.json');
    seed(aws, event, FAILED_BUILDS.rateLimit);

    const answer = await lambda.invoke(batchOf(event, keptOf('retry', event), { hello: 'world' }));
    const planned = aws.scheduler.pending().length;
    aws.clock.now += 15 * MINUTE;
    const due = eventIn('schedule/retry-due.json');
    const later = await lambda.invoke(batchOf(due, keptOf('retry', due)));

    expect([answer, later]).toEqual([failed('2'), failed()]);
    expect(planned).toBe(1);
    expect(aws.calls.filter((it) => it === 'codepipeline:RetryStageExecution')).toHaveLength(1);
    expect(logged('RETRY_DECIDED').map((line) => line['do'])).toContain('retry');
    await close();
  }, 30_000);

  it.each([
    ['the event of a failure', eventIn('codepipeline/stage-failed.json')],
    ['what a schedule hands over', eventIn('schedule/retry-due.json')],
  ])(
    'does not retry any more what is older than maxAgeMinutes: %s',
    async (_, kept) => {
      const { aws, lambda, close, logged } = await start('retry', 1);
      seed(aws, eventIn('codepipeline/stage-failed.json'), FAILED_BUILDS.rateLimit);
      aws.clock.now += 121 * MINUTE;

      expect(await lambda.invoke(batchOf(kept))).toEqual(failed());
      expect(aws.calls).not.toContain('codepipeline:RetryStageExecution');
      expect(aws.scheduler.pending()).toEqual([]);
      expect(logged('RETRY_DECIDED')).toMatchObject([{ do: 'stop', reason: 'too-old' }]);
      await close();
    },
    30_000,
  );
});

describe('dora', () => {
  it("makes a run's metrics and its digest of what lies there, each once, at the time of the schedule", async () => {
    const { aws, lambda, close } = await start('dora', 0);
    const event = eventIn('schedule/daily.json');
    const at = Date.parse('2026-11-30T06:00:00Z');
    aws.clock.now = at + 5 * 60 * MINUTE;
    seedHistory(aws, at, pipelineArn);

    const answers = [
      await lambda.invoke(batchOf(event)),
      await lambda.invoke(batchOf(keptOf('dora', event), { hello: 'world' })),
      await lambda.invoke(batchOf({ at, place: {}, chunk: 0, tries: 0, waits: 0 })),
    ];

    expect(answers).toEqual([failed(), failed('1'), failed()]);
    expect(new Set(aws.cloudWatch.points.map((point) => point.at))).toEqual(new Set([at]));
    const digests = aws.sns.publications.filter(({ attributes }) => attributes['state'] === 'DIGEST');
    expect(digests).toHaveLength(1);
    await close();
  }, 60_000);
});
