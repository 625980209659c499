import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchesPattern } from '../../local/aws/event-pattern.ts';
import { startLambda } from '../../local/lambda.ts';
import type { Lambda } from '../../local/lambda.ts';
import { environmentOf, packageService, patternsOf, readZip, unpack } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { RULES } from '../../shared/domain/diagnosis/rules/rules.ts';
import { en } from '../../shared/domain/wording/en.ts';
import { zhCn } from '../../shared/domain/wording/zh-cn.ts';
import { startTestAws, TABLE_NAME, TOPIC_ARN } from '../support/aws.ts';
import { pipelineEvent, wrapped } from '../support/events.ts';

const MAX_BUNDLE_BYTES = 550 * 1024;
const MAX_START_BYTES = 345 * 1024;
const MAX_ENVIRONMENT_BYTES = 4096;
const ADDRESS = 'package-test@example.com';

let built: Package;
let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  [built, aws] = await Promise.all([packageService('test', `--param=email=${ADDRESS}`), startTestAws()]);
}, 240_000);
afterAll(() => aws.close());

describe("notify's zip", () => {
  it('holds its handler and the parts that are loaded later: no source maps, no tests', () => {
    const files = readZip(built, 'notify');
    const code = Buffer.concat(Object.values(files)).toString('utf8');

    expect(Object.keys(files)).toContain('functions/notify/handler.js');
    for (const name of Object.keys(files))
      expect(name).toMatch(/^functions\/notify\/([\w-]+\.js|package\.json)$/u);
    expect(/sourceMappingURL=|fast-check|dynalite/u.exec(code)).toBeNull();
  });

  it('stays small enough to start fast', () => {
    const bytes = Object.values(readZip(built, 'notify')).reduce((sum, { length }) => sum + length, 0);

    expect(bytes).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
    expect(readFileSync(`${built.folder}/notify.zip`).length).toBeLessThan(bytes);
  });

  it('starts with few files, and without what the SDK has for other places than Lambda', () => {
    const { files, bytes } = startOf(readZip(built, 'notify'), 'functions/notify/handler.js');
    const code = Buffer.concat(Object.values(readZip(built, 'notify'))).toString('utf8');

    expect(files).toBeLessThanOrEqual(4);
    expect(bytes).toBeLessThanOrEqual(MAX_START_BYTES);
    // Configuration files, the types of a browser's streams, and classes of errors that nobody asks for.
    expect(/fs\/promises|ReadableStream\.name|BackupInUseException/u.exec(code)).toBeNull();
  });

  it('holds every rule of the diagnosis, without its examples', () => {
    const code = Buffer.concat(Object.values(readZip(built, 'notify'))).toString('utf8');

    expect(RULES.filter(({ id }) => !code.includes(`"${id}"`))).toEqual([]);
    expect(RULES.filter(({ nearMiss }) => nearMiss.length > 40 && code.includes(nearMiss))).toEqual([]);
  });

  it('holds the texts of the language that is configured, and no other', () => {
    const code = Buffer.concat(Object.values(readZip(built, 'notify'))).toString('utf8');

    expect(code).toContain(en['headline.recovered']);
    expect(code).not.toContain(zhCn['headline.recovered']);
  });

  it('knows no e-mail address, which only the template needs', () => {
    const code = Buffer.concat(Object.values(readZip(built, 'notify'))).toString('utf8');

    expect(code).not.toContain(ADDRESS);
    expect(JSON.stringify(built.template)).toContain(ADDRESS);
  });
});

describe("notify's template", () => {
  it('gives it an environment far below the limit of 4 KB', () => {
    const environment = environmentOf(built, 'notify');

    expect(Object.keys(environment).sort()).toEqual(['TABLE_NAME', 'TOPIC_ARN']);
    expect(JSON.stringify(environment).length).toBeLessThan(MAX_ENVIRONMENT_BYTES);
  });

  it('has one rule a kind of event, and each event that is told is let through by just one', () => {
    const patterns = patternsOf(built, 'notify');
    const approval = { level: 'Action', stage: 'Release', action: 'Approve', category: 'Approval' } as const;
    const matching = (event: object) => patterns.filter((it) => matchesPattern(it, { ...event })).length;

    expect(patterns).toHaveLength(4);
    expect([pipelineEvent('FAILED'), pipelineEvent('STARTED', approval)].map(matching)).toEqual([1, 1]);
    expect(matching(pipelineEvent('SUPERSEDED'))).toBe(0);
  });

  it('keeps what could not be handed over or told', () => {
    const { Resources } = built.template;
    const queue = { 'Fn::GetAtt': ['NotifyFailures', 'Arn'] };
    const targets = Object.entries(Resources)
      .filter(([id]) => /^Pipewatch.*notifyrule/iu.test(id))
      .flatMap(([, { Properties }]) => Properties['Targets'] as object[]);

    expect(targets).toHaveLength(4);
    for (const target of targets) expect(target).toMatchObject({ DeadLetterConfig: { Arn: queue } });
    expect(Resources['NotifyLambdaEvConf']?.Properties).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: queue } },
    });
  });
});

describe('notify as it would be deployed', () => {
  let lambda: Lambda;
  const environment = () => ({ ...aws.env, TOPIC_ARN, TABLE_NAME });

  beforeAll(() => {
    lambda = startLambda(unpack(built, 'notify'), environment());
  });
  afterAll(() => lambda.close());

  it('publishes one message for a failure, and none for its repeat', async () => {
    await lambda.invoke(pipelineEvent('FAILED'));
    await lambda.invoke(wrapped(pipelineEvent('FAILED')));

    expect(aws.sns.publications.map(({ subject }) => subject)).toEqual(['[checkout-pipeline] FAILED']);
  });

  it('tells of a start with three calls, and of a failure with three more that read and one that keeps its severity', async () => {
    aws.calls.length = 0;
    await lambda.invoke(pipelineEvent('STARTED'));
    const start = [...aws.calls];
    aws.calls.length = 0;
    await lambda.invoke(pipelineEvent('FAILED', { time: '2026-11-23T11:00:00Z' }));

    expect(start).toEqual(['dynamodb:PutItem', 'sns:Publish', 'dynamodb:UpdateItem']);
    expect([...aws.calls].sort()).toEqual([
      'codepipeline:GetPipelineExecution',
      'codepipeline:ListActionExecutions',
      'codepipeline:ListPipelineExecutions',
      'dynamodb:PutItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'sns:Publish',
    ]);
  });

  it('tells an error by its name, whether or not it holds its class', async () => {
    aws.faults.inject('sns:Publish', 'denied');
    aws.faults.inject('dynamodb', 'throttled');
    const told = lambda.invoke(pipelineEvent('CANCELED'));

    await expect(told).rejects.toMatchObject({ message: 'sns:Publish: AuthorizationErrorException' });
    aws.faults.clear();
    await lambda.invoke(pipelineEvent('CANCELED'));
    aws.faults.inject('dynamodb:UpdateItem', 'throttled');
    await lambda.invoke(pipelineEvent('ABANDONED'));
    aws.faults.clear();
    expect(lambda.logs.join('\n')).toContain('"code":"ThrottlingException"');
  });

  it('throws what it does not understand, so that Lambda keeps the event', async () => {
    await expect(lambda.invoke({ hello: 'world' })).rejects.toMatchObject({ name: 'UnknownEventError' });
  });

  it('logs codes and ids, each line as JSON, and never an approval token', async () => {
    const token = '9b7e0000-0000-4000-8000-token0token0';
    await expect(lambda.invoke(wrapped({ approval: { token } }))).rejects.toThrow();

    const lines = lambda.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ message }) => message)).toContain('MESSAGE_PUBLISHED');
    expect(lambda.logs.join('\n')).not.toContain(token);
  });

  it('does not start with a setting that is wrong', async () => {
    const broken = startLambda(unpack(built, 'notify'), { ...environment(), TOPIC_ARN: 'topic' });

    await expect(broken.invoke(pipelineEvent('FAILED'))).rejects.toThrow(
      '- TOPIC_ARN: this text is not allowed',
    );
    await broken.close();
  });
});

it('packaging fails with the name of a setting that is wrong, and without its value', async () => {
  const failed = packageService('test-broken', '--param=email=hunter2', '--param=topic=not a topic');

  await expect(failed).rejects.toMatchObject({
    stdout: expect.stringMatching(/config\.yml with the --param values has 2 faults/u) as string,
  });
  const said = await failed.catch((error: unknown) => JSON.stringify(error));
  expect(said).toContain('email.addresses.0: this text is not allowed; allowed: an e-mail address');
  expect(said).toContain('topic.name: this text is not allowed');
}, 60_000);

/** What is read before the first event: the handler and all that it imports, though not by `import()`. */
function startOf(zip: Readonly<Record<string, Uint8Array>>, handler: string) {
  const read = new Map<string, number>();
  const follow = (path: string): void => {
    if (read.has(path)) return;
    const code = Buffer.from(zip[path] ?? []).toString('utf8');
    read.set(path, code.length);
    for (const [, name = ''] of code.matchAll(/(?:from|import)"\.\/([^"]+)"/gu))
      follow(join(dirname(path), name));
  };
  follow(handler);
  return { files: read.size, bytes: [...read.values()].reduce((sum, length) => sum + length, 0) };
}
