import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeps } from '../../../../functions/notify/deps.ts';
import { notify } from '../../../../functions/notify/notify.ts';
import { createAws } from '../../../../local/aws/aws.ts';
import { createFaults, FAULTS } from '../../../../local/aws/faults.ts';
import type { Fault } from '../../../../local/aws/faults.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { NOON, pipelineArn, TABLE_NAME, TOPIC_ARN } from '../../../support/aws.ts';
import { deploymentEvent } from '../../../support/events.ts';
import { fakeLog } from '../../../support/fakes.ts';
import { passTime } from '../../../support/virtual-clock.ts';
import { virtualNetwork } from '../../../support/virtual-network.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A deployment that a pipeline started and that failed, and how it is told while a service is out of order. */
async function failWith(target?: string, fault?: Fault) {
  const aws = createAws(Date.now);
  const faults = createFaults();
  const { connection } = virtualNetwork(aws, faults);
  const { log } = fakeLog();
  const settings = readConfiguration({});
  const deps = createDeps({ settings, topicArn: TOPIC_ARN, tableName: TABLE_NAME }, log, connection);
  const event = deploymentEvent('FAILURE');
  const stages = [
    { name: 'Deploy', actions: [{ name: 'Roll out', category: 'Deploy', provider: 'CodeDeploy' }] },
  ] as const;
  aws.sns.createTopic(TOPIC_ARN);
  aws.pipelines.define({ name: 'shop', arn: pipelineArn('shop'), stages });
  const externalId = event.detail.deploymentId;
  aws.pipelines.finish(aws.pipelines.start('shop'), 'Roll out', { status: 'Failed', externalId });
  aws.codeDeploy.putDeployment(externalId, {
    creator: 'user',
    errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'too few healthy instances' },
  });
  if (target !== undefined && fault) faults.inject(target, fault);

  let endedAfterMs: number | undefined;
  const run = notify(deps, event, () => 30_000).finally(() => (endedAfterMs = Date.now() - NOON));
  await passTime(() => endedAfterMs !== undefined, 30_000);
  await run;
  return { emails: aws.sns.publications.map(({ bodies }) => bodies['email']), endedAfterMs };
}

describe('a deployment that failed, and that a watched pipeline started', () => {
  it("is left to the pipeline's own message while nothing is wrong", async () => {
    expect((await failWith()).emails).toEqual([]);
  });

  it.each(FAULTS)('is told without its reason while CodeDeploy is %s', async (fault) => {
    const { emails, endedAfterMs } = await failWith('codedeploy', fault);

    expect(emails).toEqual([expect.stringContaining("Missing: the deployment's details (")]);
    expect(endedAfterMs).toBeLessThan(10_000);
  });

  it.each(FAULTS)('is told though nobody can say whose it is: CodePipeline is %s', async (fault) => {
    const { emails, endedAfterMs } = await failWith('codepipeline', fault);

    expect(emails).toEqual([expect.stringContaining('Why: HEALTH_CONSTRAINTS: too few healthy instances')]);
    expect(endedAfterMs).toBeLessThan(10_000);
  });
});
