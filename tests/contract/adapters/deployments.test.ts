import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeDeployReader } from '../../../shared/adapters/codedeploy-reader.ts';
import type { DeploymentReader } from '../../../shared/ports/deployments.ts';
import { REGION, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: DeploymentReader;
const { signal } = new AbortController();
const ALARMED =
  'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped.';

beforeAll(async () => {
  aws = await startTestAws();
  reader = codeDeployReader({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

describe('reading a deployment', () => {
  it('reads who made it, why it failed and what undoes it', async () => {
    aws.codeDeploy.putDeployment('d-FAILED001', {
      creator: 'user',
      status: 'Failed',
      errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'Too few\nhealthy instances' },
      rollbackInfo: {
        rollbackDeploymentId: 'd-ROLLBACK1',
        rollbackMessage: 'Deployment d-FAILED001 terminated.\nAutomatic rollback is triggered.',
      },
      revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: 'checkout-pipeline/App/abc' } },
    });

    expect(await reader.deployment(undefined, 'd-FAILED001', signal)).toEqual({
      creator: 'user',
      status: 'Failed',
      error: { code: 'HEALTH_CONSTRAINTS', message: 'Too few healthy instances' },
      alarms: [],
      rollbackId: 'd-ROLLBACK1',
      rollbackMessage: 'Deployment d-FAILED001 terminated. Automatic rollback is triggered.',
      undoes: undefined,
      artifactKey: 'checkout-pipeline/App/abc',
    });
  });

  it('reads a rollback as what undoes another deployment', async () => {
    aws.codeDeploy.putDeployment('d-ROLLBACK1', {
      creator: 'codeDeployRollback',
      rollbackInfo: { rollbackTriggeringDeploymentId: 'd-FAILED001' },
    });

    expect(await reader.deployment(undefined, 'd-ROLLBACK1', signal)).toMatchObject({
      undoes: 'd-FAILED001',
      error: undefined,
    });
  });

  it.each([
    [
      'its message names',
      'ALARM_ACTIVE',
      ' Activated alarms: <checkout-5xx> <checkout-p99>',
      ['a', 'b'],
      ['checkout-5xx', 'checkout-p99'],
    ],
    ['it watches, where that is one', 'ALARM_ACTIVE', '', ['checkout-5xx'], ['checkout-5xx']],
    ['nobody names, where it watches several', 'ALARM_ACTIVE', '', ['a', 'b'], []],
    ['did not stop it', 'HEALTH_CONSTRAINTS', ' <checkout-5xx>', ['checkout-5xx'], []],
  ])('reads the alarms that %s', async (_which, code, more, watched, alarms) => {
    const overrideAlarmConfiguration = { enabled: true, alarms: watched.map((name) => ({ name })) };
    const errorInformation = { code, message: `${ALARMED}${more}` };
    aws.codeDeploy.putDeployment('d-ALARMED01', {
      status: 'Stopped',
      errorInformation,
      overrideAlarmConfiguration,
    });

    expect((await reader.deployment(undefined, 'd-ALARMED01', signal)).alarms).toEqual(alarms);
  });
});

describe('reading the targets on which a deployment failed', () => {
  const failedTargets = async (id: string) => {
    const before = aws.calls.length;
    const targets = await reader.failedTargets(undefined, id, signal);
    return { targets, calls: aws.calls.slice(before) };
  };

  it('reads the life-cycle events that failed and what their scripts printed, raw', async () => {
    aws.codeDeploy.putDeployment('d-TARGETS01', { status: 'Failed' });
    aws.codeDeploy.putTarget('d-TARGETS01', {
      type: 'InstanceTarget',
      id: 'i-01a2b3c4d5e6f1111',
      status: 'Failed',
      events: [
        { name: 'ApplicationStop', status: 'Succeeded' },
        {
          name: 'AfterInstall',
          status: 'Failed',
          diagnostics: {
            errorCode: 'ScriptFailed',
            scriptName: 'scripts/migrate.sh',
            message: 'Script at specified location:\nscripts/migrate.sh failed with exit code 1',
            logTail: '[stderr]\u001B[31mconnection refused\u001B[0m\npassword=hunter2',
          },
        },
        { name: 'ApplicationStart', status: 'Skipped' },
      ],
    });
    aws.codeDeploy.putTarget('d-TARGETS01', {
      type: 'InstanceTarget',
      id: 'i-01a2b3c4d5e6f2222',
      status: 'Succeeded',
      events: [],
    });

    expect(await failedTargets('d-TARGETS01')).toEqual({
      targets: [
        {
          id: 'i-01a2b3c4d5e6f1111',
          status: 'Failed',
          events: [
            {
              name: 'AfterInstall',
              status: 'Failed',
              code: 'ScriptFailed',
              scriptName: 'scripts/migrate.sh',
              message: 'Script at specified location: scripts/migrate.sh failed with exit code 1',
              logTail: '[stderr]\u001B[31mconnection refused\u001B[0m\npassword=hunter2',
            },
          ],
        },
      ],
      calls: ['codedeploy:ListDeploymentTargets', 'codedeploy:BatchGetDeploymentTargets'],
    });
  });

  it.each([
    ['ECSTarget', 'production:checkout'],
    ['LambdaTarget', 'checkout:live'],
    ['CloudFormationTarget', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/checkout/1'],
  ] as const)('reads a target that has no scripts: %s', async (type, id) => {
    aws.codeDeploy.putDeployment('d-HOOKED001', { status: 'Failed' });
    const diagnostics = { errorCode: 'UnknownError', message: 'The hook gave no answer', logTail: 'none' };
    const events = [{ name: 'BeforeAllowTraffic', status: 'Failed', diagnostics }] as const;
    aws.codeDeploy.putTarget('d-HOOKED001', { type, id, status: 'Failed', events });

    const message = 'The hook gave no answer';
    const event = { name: 'BeforeAllowTraffic', status: 'Failed', code: 'UnknownError', message };
    expect((await failedTargets('d-HOOKED001')).targets).toEqual([{ id, status: 'Failed', events: [event] }]);
  });

  it('reads three of many at most, and not more pages than it needs', async () => {
    aws.codeDeploy.putDeployment('d-MANY00001', { status: 'Failed' });
    for (let n = 0; n < 150; n++)
      aws.codeDeploy.putTarget('d-MANY00001', {
        type: 'InstanceTarget',
        id: `i-${n}`,
        status: 'Failed',
        events: [],
      });

    const { targets, calls } = await failedTargets('d-MANY00001');

    expect(targets.map(({ id }) => id)).toEqual(['i-0', 'i-1', 'i-2']);
    expect(calls).toHaveLength(2);
  });

  it('asks for no details where none failed: an alarm stops a deployment without that', async () => {
    aws.codeDeploy.putDeployment('d-NONE00001', { status: 'Stopped' });

    expect(await failedTargets('d-NONE00001')).toEqual({
      targets: [],
      calls: ['codedeploy:ListDeploymentTargets'],
    });
  });
});

describe('where and how deployments are read', () => {
  it('asks in the Region of the action', async () => {
    aws.codeDeploy.putDeployment('d-AFAR00001', { status: 'Failed' }, 'us-east-1');
    const before = aws.signed.length;

    await reader.deployment('us-east-1', 'd-AFAR00001', signal);
    await reader.failedTargets('us-east-1', 'd-AFAR00001', signal);
    await expect(reader.deployment(undefined, 'd-AFAR00001', signal)).rejects.toMatchObject({
      reason: 'gone',
    });

    expect(aws.signed.slice(before)).toEqual([
      'us-east-1 codedeploy:GetDeployment',
      'us-east-1 codedeploy:ListDeploymentTargets',
      `${REGION} codedeploy:GetDeployment`,
    ]);
  });

  it('says that a deployment is gone', async () => {
    const gone = { name: 'ServiceError', code: 'DeploymentDoesNotExistException', reason: 'gone' };

    await expect(reader.deployment(undefined, 'd-NOWHERE00', signal)).rejects.toMatchObject(gone);
    await expect(reader.failedTargets(undefined, 'd-NOWHERE00', signal)).rejects.toMatchObject(gone);
  });

  describe.each(['GetDeployment', 'ListDeploymentTargets', 'BatchGetDeploymentTargets'])('%s', (name) => {
    it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
      const operation = `codedeploy:${name}`;
      aws.faults.inject(operation, fault);
      aws.codeDeploy.putDeployment('d-FAULTY001', { status: 'Failed' });
      aws.codeDeploy.putTarget('d-FAULTY001', {
        type: 'InstanceTarget',
        id: 'i-0',
        status: 'Failed',
        events: [],
      });

      const call =
        name === 'GetDeployment'
          ? reader.deployment(undefined, 'd-FAULTY001', signal)
          : reader.failedTargets(undefined, 'd-FAULTY001', signal);

      await expect(call).rejects.toMatchObject({ name: 'ServiceError', operation, reason, code });
    });
  });

  it('ends a call early when it is told to', async () => {
    aws.faults.inject('codedeploy', 'slow');
    const controller = new AbortController();
    const call = reader.failedTargets(undefined, 'd-FAILED001', controller.signal);
    controller.abort();

    await expect(call).rejects.toMatchObject({ name: 'ServiceError', code: 'AbortError', reason: 'slow' });
  });
});
