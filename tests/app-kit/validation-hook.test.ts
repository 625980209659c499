import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { KIT, run, temporaryFolder } from './kit.ts';
import { serve, statuses } from './loopback.ts';
import { readTemplate } from './template.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

/** As Lambda limits it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-function-code.html */
const MAX_INLINE_CHARACTERS = 4096;
const { ZipFile } = (
  readTemplate(join(KIT, 'validation-hook.yml')).Resources['Check']?.Properties as {
    readonly Code: { readonly ZipFile: string };
  }
).Code;

/** Runs the inline function against a service and a CodeDeploy on this machine. */
async function validate(healthUrl: string, env = {}) {
  const told: unknown[] = [];
  const codeDeploy = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      told.push([request.headers['x-amz-target'], JSON.parse(body)]);
      response.setHeader('content-type', 'application/x-amz-json-1.1').end('{}');
    });
  });
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.js'), ZipFile);
  const call = `require(${JSON.stringify(join(folder, 'index.js'))}).handler({ DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'e-1' })`;
  const { status, stdout, stderr } = await run(process.execPath, ['-e', call], {
    env: {
      NODE_PATH: join(KIT, '../node_modules'),
      AWS_ENDPOINT_URL: codeDeploy,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      HEALTH_URL: healthUrl,
      HEALTH_STATUS: '200',
      INTERVAL_MS: '1',
      LIMIT_MS: '5000',
      ...env,
    },
  });
  return { status, stdout, stderr, told };
}

const answer = (status: string) => [
  [
    'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
    { deploymentId: 'd-1', lifecycleEventHookExecutionId: 'e-1', status },
  ],
];

describe('the function of validation-hook.yml', () => {
  it('fits into the template', () => {
    expect(ZipFile.length).toBeLessThanOrEqual(MAX_INLINE_CHARACTERS);
  });

  it('waits until the service is healthy, and tells CodeDeploy', async () => {
    const { status, stdout, told } = await validate(await serve(statuses(503, 302, 200)));

    expect(told).toEqual(answer('Succeeded'));
    expect(stdout.trimEnd().split('\n')).toEqual([
      '[INFO] health: attempt 1: status 503, not 200',
      '[INFO] health: attempt 2: status 302, not 200',
      '[INFO] health: attempt 3: healthy',
    ]);
    expect(status).toBe(0);
  });

  it.each([
    ['answers wrongly', statuses(500)],
    ['flaps outside what is wanted', statuses(204)],
  ])('tells CodeDeploy of failure where the service %s', async (_, service) => {
    expect((await validate(await serve(service), { LIMIT_MS: '50' })).told).toEqual(answer('Failed'));
  });

  it('tells CodeDeploy of failure where nothing answers', async () => {
    const { told, stdout } = await validate('http://127.0.0.1:1/', { LIMIT_MS: '50' });

    expect(told).toEqual(answer('Failed'));
    expect(stdout).toContain('no answer (');
  });

  it('fails where CodeDeploy cannot be told, so that the deployment does', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };

    expect((await validate(await serve(statuses(200)), env)).status).not.toBe(0);
  });
});
