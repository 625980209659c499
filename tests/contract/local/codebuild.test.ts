import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CodeBuildClient;
const BUILD = 'checkout-build:bd008bf0-3cb1-49c2-a8eb-489c41a90b57';
const BATCH = 'checkout-build:76af4802-7f1c-47ed-a9e0-54f9c4015f99';
const arn = (kind: string, id: string, region = REGION) =>
  `arn:aws:codebuild:${region}:${ACCOUNT}:${kind}/${id}`;

beforeAll(async () => {
  aws = await startTestAws();
  client = new CodeBuildClient(sdkOptions(aws.options));
  aws.codeBuild.putBuild(BUILD, {
    status: 'FAILED',
    startedAt: NOON,
    phases: [
      { type: 'SUBMITTED', status: 'SUCCEEDED', seconds: 0.5 },
      { type: 'BUILD', status: 'FAILED', seconds: 60 },
    ],
  });
  aws.codeBuild.putBatch(BATCH, { status: 'FAILED', groups: [] });
});
afterAll(() => aws.close());

const builds = (ids: string[] | undefined) => client.send(new BatchGetBuildsCommand({ ids }));
const batches = (ids: string[]) => client.send(new BatchGetBuildBatchesCommand({ ids }));

describe('the embedded CodeBuild refuses what CodeBuild refuses', () => {
  it.each<[string, string[] | undefined]>([
    ['no list of ids', undefined],
    ['an empty list of ids', []],
    ['more than 100 ids', Array.from({ length: 101 }, () => BUILD)],
    ['an id with a prefix, as CodePipeline gives it for a batch', [`build-batch/${BATCH}`]],
    ['an id without a project', [BUILD.split(':')[1] ?? '']],
    ['an id without a UUID', ['checkout-build:12']],
    ['an ARN of something else', [`arn:aws:logs:${REGION}:${ACCOUNT}:build/${BUILD}`]],
    ['a good id beside a bad one', [BUILD, '']],
  ])('%s', async (_what, ids) => {
    await expect(builds(ids)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('the same for batch builds', async () => {
    await expect(batches([`build-batch/${BATCH}`])).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('an operation that it does not offer', async () => {
    const headers = {
      'x-amz-target': 'CodeBuild_20161006.StartBuild',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20261123/${REGION}/codebuild/aws4_request`,
    };
    const answer = await fetch(aws.env.AWS_ENDPOINT_URL, { method: 'POST', headers, body: '{}' });

    expect(await answer.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('the embedded CodeBuild answers as CodeBuild answers', () => {
  it('names builds by id and by ARN, and lists what it does not find', async () => {
    const missing = [BATCH, arn('build', BUILD, 'us-east-1'), arn('build-batch', BUILD)];

    const byId = await builds([BUILD, ...missing]);
    const byArn = await builds([arn('build', BUILD)]);

    expect([byId.builds?.[0]?.arn, byArn.builds?.[0]?.id]).toEqual([arn('build', BUILD), BUILD]);
    expect(byId.buildsNotFound).toEqual(missing);
  });

  it('dates phases one after the other and completes them', async () => {
    const build = (await builds([BUILD])).builds?.[0];

    expect(build?.phases?.map(({ phaseType, startTime }) => [phaseType, startTime?.getTime()])).toEqual([
      ['SUBMITTED', NOON],
      ['BUILD', NOON + 500],
      ['COMPLETED', NOON + 60_500],
    ]);
    expect(build?.phases?.map(({ durationInSeconds }) => durationInSeconds)).toEqual([0, 60, undefined]);
    expect(build?.phases?.map(({ contexts }) => contexts)).toEqual([
      undefined,
      [{ statusCode: '', message: '' }],
      undefined,
    ]);
    expect(build).toMatchObject({
      buildComplete: true,
      currentPhase: 'COMPLETED',
      endTime: new Date(NOON + 60_500),
      logs: { groupName: '/aws/codebuild/checkout-build', streamName: BUILD.split(':')[1] },
    });
  });

  it('lists no batches for no ids, and batches that it does not find', async () => {
    const known = await batches([BATCH, BUILD]);

    expect((await batches([])).buildBatches).toEqual([]);
    expect(known.buildBatches?.map(({ id }) => id)).toEqual([BATCH]);
    expect(known.buildBatchesNotFound).toEqual([BUILD]);
  });

  it('takes only what can be the id of a build', () => {
    expect(() => aws.codeBuild.putBuild('checkout-build', { status: 'FAILED', phases: [] })).toThrow(
      'Not the id of a build: checkout-build',
    );
  });
});
