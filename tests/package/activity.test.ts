import { beforeAll, expect, it } from 'vitest';
import { READS, WRITES } from '../../local/cost-model.ts';
import { FAILED_BUILDS } from '../../local/failed-builds.ts';
import { packageService } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { seed } from '../../local/seed.ts';
import { eventIn, startDeployed } from '../support/deployed.ts';

/** What docs/cost.md counts on, against what the functions do: a run that fails, is retried, and goes green. */

const MINUTE = 60_000;
const WRITING = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
/** The ledger is asked for five items at once. */
const ITEMS_AT_ONCE = 5;
const FAILED = eventIn('codepipeline/stage-failed.json') as {
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: object;
};
const FAILED_AT = Date.parse(FAILED.time);

let built: Package;
beforeAll(async () => {
  built = await packageService('test-activity');
}, 240_000);

it('notify writes and reads just so much for each message', async () => {
  const { aws, lambda, close } = await startDeployed(built, 'notify', FAILED_AT);
  seed(aws, FAILED, FAILED_BUILDS.rateLimit);
  const written = async (state: string, attempt: number, minutes: number) => {
    aws.clock.now = FAILED_AT + minutes * MINUTE;
    aws.calls.length = 0;
    await lambda.invoke({
      ...FAILED,
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      time: new Date(aws.clock.now).toISOString(),
      detail: { ...FAILED.detail, stage: undefined, state, 'pipeline-execution-attempt': attempt },
    });
    return {
      writes: aws.calls.filter((it) => WRITING.includes(it)).length,
      reads: aws.calls.filter((it) => it === 'dynamodb:GetItem').length,
    };
  };

  expect(await written('STARTED', 1, -9)).toEqual({ writes: WRITES.told, reads: 0 });
  expect(await written('FAILED', 1, 0)).toEqual({ writes: WRITES.told + WRITES.failed, reads: READS.failed });
  expect(await written('RESUMED', 2, 6)).toEqual({ writes: WRITES.told, reads: READS.resumed });
  await close();
}, 30_000);

it('notify writes just so much for a deployment of CodeDeploy', async () => {
  const { aws, lambda, close } = await startDeployed(built, 'notify', FAILED_AT);
  const deployed = eventIn('codedeploy/deployment-success.json');
  seed(aws, deployed);
  aws.calls.length = 0;

  await lambda.invoke(deployed);

  expect(aws.calls.filter((it) => WRITING.includes(it))).toHaveLength(WRITES.deployed);
  expect(aws.calls.filter((it) => it === 'dynamodb:GetItem')).toEqual([]);
  await close();
}, 30_000);

it('retry writes and reads just so much for each decision, retry and stage that healed', async () => {
  const { aws, lambda, close } = await startDeployed(built, 'retry', FAILED_AT + MINUTE);
  seed(aws, FAILED, FAILED_BUILDS.rateLimit);
  const written = async (event: object, minutes: number) => {
    aws.clock.now = FAILED_AT + minutes * MINUTE;
    aws.calls.length = 0;
    await lambda.invoke(event);
    return {
      writes: aws.calls.filter((it) => WRITING.includes(it)).length,
      reads: ITEMS_AT_ONCE * aws.calls.filter((it) => it === 'dynamodb:BatchGetItem').length,
    };
  };

  expect(await written(FAILED, 1)).toEqual({ writes: WRITES.decided, reads: READS.decided });
  expect(await written(eventIn('schedule/retry-due.json'), 12)).toEqual({
    writes: WRITES.retried,
    reads: READS.decided,
  });
  expect(await written(eventIn('codepipeline/stage-succeeded-after-retry.json'), 20)).toEqual({
    writes: WRITES.healed,
    reads: READS.healed,
  });
  await close();
}, 30_000);
