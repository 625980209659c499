import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  GetDeploymentCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import type { BatchGetDeploymentTargetsInput, ListDeploymentTargetsInput } from '@aws-sdk/client-codedeploy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CodeDeployClient;
const deploymentId = 'd-1A2B3C4D5';

beforeAll(async () => {
  aws = await startTestAws();
  client = new CodeDeployClient(sdkOptions(aws.options));
  aws.codeDeploy.putDeployment(deploymentId, { status: 'Failed' });
  aws.codeDeploy.putDeployment('d-NOTYET000', { status: 'Queued' });
  for (let n = 0; n < 120; n++)
    aws.codeDeploy.putTarget(deploymentId, {
      type: 'InstanceTarget',
      id: `i-${n}`,
      status: n % 60 === 0 ? 'Failed' : 'Succeeded',
      label: n === 0 ? 'Blue' : 'Green',
      events: [{ name: 'Install', status: 'Succeeded' }],
    });
});
afterAll(() => aws.close());

const get = (id: string | undefined) => client.send(new GetDeploymentCommand({ deploymentId: id }));
const list = (input: Partial<ListDeploymentTargetsInput> = {}) =>
  client.send(new ListDeploymentTargetsCommand({ deploymentId, ...input }));
const batch = (input: Partial<BatchGetDeploymentTargetsInput>) =>
  client.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: undefined, ...input }));

describe('the embedded CodeDeploy refuses what CodeDeploy refuses', () => {
  it.each([
    ['no id', undefined, 'DeploymentIdRequiredException'],
    ['an id that can be none', '1A2B3C4D5', 'InvalidDeploymentIdException'],
    ['a deployment that does not exist', 'd-NOWHERE00', 'DeploymentDoesNotExistException'],
  ])('%s', async (_what, id, name) => {
    await expect(get(id)).rejects.toMatchObject({ name });
    await expect(list({ deploymentId: id })).rejects.toMatchObject({ name });
    await expect(batch({ deploymentId: id, targetIds: ['i-0'] })).rejects.toMatchObject({ name });
  });

  it.each<[string, Partial<ListDeploymentTargetsInput>, string]>([
    ['a deployment that has not started', { deploymentId: 'd-NOTYET000' }, 'DeploymentNotStartedException'],
    [
      'an unknown filter',
      { targetFilters: { Status: ['Failed'] } as object },
      'InvalidTargetFilterNameException',
    ],
    [
      'a status that does not exist',
      { targetFilters: { TargetStatus: ['FAILED'] } },
      'InvalidInstanceStatusException',
    ],
    [
      'a label that does not exist',
      { targetFilters: { ServerInstanceLabel: ['Red'] } },
      'InvalidInstanceTypeException',
    ],
    ['a token that is none of its own', { nextToken: 'x' }, 'InvalidNextTokenException'],
  ])('to list targets for %s', async (_what, input, name) => {
    await expect(list(input)).rejects.toMatchObject({ name });
  });

  it.each<[string, Partial<BatchGetDeploymentTargetsInput>, string]>([
    ['no targets', {}, 'DeploymentTargetIdRequiredException'],
    ['an empty list', { targetIds: [] }, 'DeploymentTargetIdRequiredException'],
    [
      '26 targets',
      { targetIds: Array.from({ length: 26 }, (_, n) => `i-${n}`) },
      'DeploymentTargetListSizeExceededException',
    ],
    ['a target without an id', { targetIds: [''] }, 'InvalidDeploymentTargetIdException'],
    [
      "another deployment's target",
      { targetIds: ['i-0', 'i-9999'] },
      'DeploymentTargetDoesNotExistException',
    ],
    [
      'a deployment that has not started',
      { deploymentId: 'd-NOTYET000', targetIds: ['i-0'] },
      'DeploymentNotStartedException',
    ],
  ])('to describe %s', async (_what, input, name) => {
    await expect(batch(input)).rejects.toMatchObject({ name });
  });
});

describe('the embedded CodeDeploy answers as CodeDeploy answers', () => {
  it('lists targets page by page, those that a filter leaves', async () => {
    const first = await list();
    const second = await list({ nextToken: first.nextToken });
    const failed = await list({ targetFilters: { TargetStatus: ['Failed', 'Unknown'] } });
    const blue = await list({ targetFilters: { ServerInstanceLabel: ['Blue'] } });

    expect([first.targetIds?.length, second.targetIds?.length, second.nextToken]).toEqual([
      100,
      20,
      undefined,
    ]);
    expect(failed.targetIds).toEqual(['i-0', 'i-60']);
    expect(blue.targetIds).toEqual(['i-0']);
  });

  it('describes an event that went well on an instance, and keeps the last 4 KB of what a script printed', async () => {
    const diagnostics = { errorCode: 'ScriptFailed', logTail: `first${'x'.repeat(4096)}` };
    const events = [
      { name: 'Install', status: 'Succeeded' },
      { name: 'AfterInstall', status: 'Failed', diagnostics },
    ] as const;
    aws.codeDeploy.putDeployment('d-SCRIPT001', { status: 'Failed' });
    aws.codeDeploy.putTarget('d-SCRIPT001', { type: 'InstanceTarget', id: 'i-1', status: 'Failed', events });

    const { deploymentTargets } = await batch({ deploymentId: 'd-SCRIPT001', targetIds: ['i-1'] });

    expect(deploymentTargets?.[0]?.deploymentTargetType).toBe('InstanceTarget');
    expect(deploymentTargets?.[0]?.instanceTarget?.lifecycleEvents).toMatchObject([
      { diagnostics: { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' } },
      { diagnostics: { errorCode: 'ScriptFailed', logTail: 'x'.repeat(4096) } },
    ]);
  });

  it('takes targets only for a deployment that it knows', () => {
    const target = { type: 'ECSTarget', id: 'a:b', status: 'Failed', events: [] } as const;

    expect(() => {
      aws.codeDeploy.putTarget('d-NOWHERE00', target);
    }).toThrow('There is no deployment d-NOWHERE00');
  });
});
