import type { Outcome } from './aws/pipeline-model.ts';
import type { EmbeddedAws } from './aws/server.ts';

/** Builds that fail for different reasons, as CodeBuild tells of them and as their logs read. */
export const FAILED_BUILDS = {
  rateLimit: {
    phase: 'BUILD',
    command: 'docker build -t checkout .',
    log: [
      'Running command docker build -t checkout .',
      '#1 [internal] load build definition from Dockerfile',
      '#2 [internal] load metadata for docker.io/library/node:24-alpine',
      '#2 ERROR: failed to copy: httpReadSeeker: failed open: unexpected status code 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
      '------',
      ' > [internal] load metadata for docker.io/library/node:24-alpine:',
      '------',
      'ERROR: failed to solve: node:24-alpine: failed to copy: httpReadSeeker: failed open: unexpected status code 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
    ],
  },
  test: {
    phase: 'BUILD',
    command: 'npm test',
    log: [
      'Running command npm test',
      '> checkout@3.2.0 test',
      '> jest --colors',
      '\u001B[32mPASS\u001B[39m src/cart.test.ts',
      '\u001B[31mFAIL\u001B[39m src/price.test.ts',
      '  ● price › rounds half a cent up',
      '    expect(received).toBe(expected)',
      '    Expected: 10.01',
      '    Received: 10',
      '      at Object.<anonymous> (src/price.test.ts:14:31)',
      'Test Suites: 1 failed, 1 passed, 2 total',
      'Tests:       1 failed, 11 passed, 12 total',
    ],
  },
  permission: {
    phase: 'POST_BUILD',
    command: 'aws s3 cp dist s3://checkout-artifacts --recursive',
    log: [
      'Running command aws s3 cp dist s3://checkout-artifacts --recursive',
      'upload failed: dist/app.js to s3://checkout-artifacts/app.js An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/checkout-build/AWSCodeBuild-4d7e1f90 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::checkout-artifacts/app.js"',
    ],
  },
} as const;

export type FailedBuild = (typeof FAILED_BUILDS)[keyof typeof FAILED_BUILDS];

/** Puts a failed build and its log there, and says how the action that ran it ended. `now`: milliseconds. */
export function putFailedBuild(
  aws: Pick<EmbeddedAws, 'codeBuild' | 'logs'>,
  { phase, command, log }: FailedBuild,
  { id, region, now }: { readonly id: string; readonly region: string; readonly now: number },
): Outcome {
  const [project = '', uuid = ''] = id.split(':');
  const message = `Error while executing command: ${command}. Reason: exit status 1`;
  aws.codeBuild.putBuild(id, {
    status: 'FAILED',
    phases: [
      { type: 'PROVISIONING', status: 'SUCCEEDED', seconds: 9 },
      { type: 'INSTALL', status: 'SUCCEEDED', seconds: 31 },
      {
        type: phase,
        status: 'FAILED',
        seconds: 84,
        contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }],
      },
    ],
    region,
  });
  const time = new Date(now).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
  const own = (text: string): string => `[Container] ${time}.120394 ${text}\n`;
  const [start = '', ...output] = log;
  const lines = [
    own(start),
    ...output.map((line) => `${line}\n`),
    own(`Command did not exit successfully ${command} exit status 1`),
    own(`Phase complete: ${phase} State: FAILED`),
    own(`Phase context status code: COMMAND_EXECUTION_ERROR Message: ${message}`),
  ].map((text) => ({ at: now, message: text }));
  aws.logs.putLog(`/aws/codebuild/${project}`, uuid, lines, { region });
  return {
    status: 'Failed',
    code: 'JobFailed',
    summary: 'Build terminated with state: FAILED',
    externalId: id,
    externalUrl: `https://${region}.console.aws.amazon.com/codebuild/home?region=${region}#/builds/${id}/view/new`,
  };
}
