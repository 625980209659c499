import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeDeployReader } from '../../../shared/adapters/codedeploy-reader.ts';
import type { DeploymentReader } from '../../../shared/ports/deployments.ts';
import { startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: DeploymentReader;
const { signal } = new AbortController();

beforeAll(async () => {
  aws = await startTestAws();
  reader = codeDeployReader(aws.options);
});
afterAll(() => aws.close());

it('reads who made a deployment, why it failed and what undoes it', async () => {
  aws.codeDeploy.putDeployment('d-FAILED001', {
    creator: 'user',
    errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'Too few\nhealthy instances' },
    rollbackInfo: { rollbackDeploymentId: 'd-ROLLBACK1' },
    revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: 'checkout-pipeline/App/abc' } },
  });

  expect(await reader.deployment('d-FAILED001', signal)).toEqual({
    creator: 'user',
    error: { code: 'HEALTH_CONSTRAINTS', message: 'Too few healthy instances' },
    rollbackId: 'd-ROLLBACK1',
    undoes: undefined,
    artifactKey: 'checkout-pipeline/App/abc',
  });
});

it('reads a rollback as what undoes another deployment', async () => {
  aws.codeDeploy.putDeployment('d-ROLLBACK1', {
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: 'd-FAILED001' },
  });

  expect(await reader.deployment('d-ROLLBACK1', signal)).toMatchObject({
    undoes: 'd-FAILED001',
    error: undefined,
  });
});

it('says that a deployment is gone', async () => {
  await expect(reader.deployment('d-NOWHERE00', signal)).rejects.toMatchObject({ reason: 'gone' });
});
