import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KINDS } from '../../shared/domain/diagnosis/cause.ts';
import { commandsOf, unknownFields } from '../support/insights.ts';
import type { Command } from '../support/insights.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html */
const MAX_NAME_CHARACTERS = 255;
const MAX_STACK_NAME_CHARACTERS = 128;
const MAX_QUERY_CHARACTERS = 10_000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html and the pages below it. */
const COMMANDS = 'fields filter parse stats sort limit display dedup pattern unmask unnest'.split(' ');
const FUNCTIONS = 'count sum max min latest least bin ispresent'.split(' ');
const MAX_STATS = 2;
const MAX_LIMIT = 10_000;

interface Definition {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, string>>;
}

const file = readFileSync(join(import.meta.dirname, '../../infra/queries.yml'), 'utf8');
const { Resources } = parse(file) as { Resources: Readonly<Record<string, Definition>> };
const definitions = Object.values(Resources).map(({ Type, Properties }) => ({
  Type,
  Properties,
  name: (Properties['Name'] ?? '').split('/')[1] ?? '',
  query: Properties['QueryString'] ?? '',
  commands: commandsOf(Properties['QueryString'] ?? ''),
}));

it('there are four saved queries, in a folder of the stack', () => {
  expect(definitions.map(({ name }) => name)).toEqual([
    'errors-and-warnings',
    'failures-by-kind-a-day',
    'slowest-phases',
    'lines-of-one-execution',
  ]);
});

describe.each(definitions)('the query $name', ({ Type, Properties, name, query, commands }) => {
  it('is a definition of CloudFormation with a name and a text within the limits', () => {
    expect(Type).toBe('AWS::Logs::QueryDefinition');
    // Without log groups: they take no wildcards, and the account's projects are not known here.
    expect(Object.keys(Properties).sort()).toEqual(['Name', 'QueryString']);
    expect(Properties['Name']).toBe(`\${self:service}-\${sls:stage}/${name}`);
    expect(name.length).toBeLessThan(MAX_NAME_CHARACTERS - MAX_STACK_NAME_CHARACTERS);
    expect(query.length).toBeLessThanOrEqual(MAX_QUERY_CHARACTERS);
  });

  it('holds nothing that serverless.yml or CloudFormation would fill in', () => {
    expect(query).not.toContain('${');
  });

  it('says first what it shows', () => {
    expect(query).toMatch(/^# [A-Z].+\n/u);
  });

  it('is made of commands and functions that Logs Insights knows', () => {
    const functions = commands.flatMap(({ rest }) => [...rest.matchAll(/\b(\w+)\(/gu)].map(([, it]) => it));

    expect(commands.map((command) => command.name).filter((it) => !COMMANDS.includes(it))).toEqual([]);
    expect(functions.filter((it) => !FUNCTIONS.includes(it ?? ''))).toEqual([]);
  });

  it('aggregates twice at most, and sorts and limits only after that', () => {
    const names = commands.map((command) => command.name);
    const afterStats = names.slice(names.lastIndexOf('stats') + 1);

    expect(names.filter((it) => it === 'stats').length).toBeLessThanOrEqual(MAX_STATS);
    expect(names.filter((it) => it === 'sort' || it === 'limit')).toEqual(
      afterStats.filter((it) => it === 'sort' || it === 'limit'),
    );
    for (const { rest } of commands.filter((command) => command.name === 'limit'))
      expect(Number(rest)).toBeLessThanOrEqual(MAX_LIMIT);
  });

  it('refers only to fields that are there at that point', () => {
    expect(unknownFields(commands)).toEqual([]);
  });

  it('has regular expressions of a kind that every engine knows', () => {
    const sources = commands.flatMap(({ expressions }) => expressions.map(({ source }) => source));

    expect(sources.filter((source) => /\(\?(?:[=!]|<[=!]|[a-z-]+[:)])|\\[1-9k]/u.test(source))).toEqual([]);
  });
});

describe('errors and warnings', () => {
  it.each([
    ['error', 'npm error code ERESOLVE'],
    ['ERR', 'npm ERR! code ELIFECYCLE'],
    ['error', "src/cart.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'."],
    ['TypeError', "TypeError: Cannot read properties of undefined (reading 'total')"],
    ['NullPointerException', 'java.lang.NullPointerException: null'],
    ['WARN', 'npm WARN deprecated rimraf@2.7.1: Rimraf versions prior to v4 are no longer supported'],
    ['warning', 'app/models.py:4: warning: unused import'],
    ['fatal', "fatal: unable to access 'https://git.example.com/shop.git/'"],
    ['FAILED', '[Container] 2026/11/23 08:09:10.971493 Phase complete: BUILD State: FAILED'],
    ['problems', '✖ 3 problems (3 errors, 0 warnings)'],
    ['failures', 'Tests run: 212, Failures: 0, Errors: 2, Skipped: 1'],
  ])('show a line with %s', (word, line) => {
    expect(keeps('errors-and-warnings', line)).toBe(true);
    expect(line.toLowerCase()).toContain(word.toLowerCase());
  });

  it.each([
    '[Container] 2026/11/23 08:04:41.123456 Entering phase INSTALL',
    'added 812 packages in 21s',
    'Done in 12.4s, 0 errors',
    'Found 0 warnings.',
    '[INFO] Tests run: 212, Failures: 0, Errors: 0, Skipped: 1',
    'No errors or failures: all 31 checks passed',
    'Collecting terraform-provider-mirror',
    'Resolving deltas: 100% (54/54), done.',
  ])('leave out: %s', (line) => {
    expect(keeps('errors-and-warnings', line)).toBe(false);
  });
});

describe('failures by kind a day', () => {
  const counted = definitions
    .flatMap(({ name, commands }) => (name === 'failures-by-kind-a-day' ? commands : []))
    .filter(({ name }) => name === 'stats')
    .map(({ rest }) => [...rest.matchAll(/\bas (\w+)/gu)].map(([, alias]) => alias ?? ''));

  it('counts by kinds that the messages have too', () => {
    const columns = (counted[1] ?? []).filter((column) => column !== 'failedBuilds');
    const kinds = KINDS.map((kind) => kind.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase()));

    expect(columns.filter((column) => !kinds.includes(column))).toEqual([]);
    expect(columns.length).toBeGreaterThan(10);
    expect(counted[0]).toEqual(['failedPhases', ...columns.map((column) => `${column}Lines`), 'day']);
  });

  it.each([
    ['failed', '[Container] 2026/11/23 08:09:10.971493 Phase complete: BUILD State: FAILED'],
    ['failed', '[Container] 2022/12/13 07:50:08 Phase complete: PRE_BUILD State: FAULT'],
    ['registryRateLimitLine', 'toomanyrequests: You have reached your unauthenticated pull rate limit.'],
    ['registryRateLimitLine', 'npm error 429 Too Many Requests - GET https://registry.example.com/left-pad'],
    [
      'awsThrottlingLine',
      'An error occurred (Throttling) when calling the DescribeStacks operation: Rate exceeded',
    ],
    ['awsThrottlingLine', 'TooManyRequestsException: Rate exceeded'],
    ['networkLine', 'npm error code ECONNRESET'],
    ['networkLine', 'Get "https://proxy.example.com/mod": dial tcp 192.0.2.7:443: i/o timeout'],
    ['networkLine', 'ReadTimeoutError: HTTPSConnectionPool(host=files.example.com): Read timed out.'],
    ['dnsLine', 'curl: (6) Could not resolve host: repo.example.com'],
    ['dnsLine', 'npm error errno EAI_AGAIN'],
    ['permissionLine', 'User: deploy is not authorized to perform: s3:PutObject on resource: example'],
    ['permissionLine', 'An error occurred (AccessDenied) when calling the AssumeRole operation'],
    [
      'credentialsLine',
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
    ],
    ['credentialsLine', 'ExpiredToken: The security token included in the request is expired'],
    ['dependencyResolutionLine', 'npm error code ERESOLVE'],
    ['dependencyResolutionLine', 'npm ERR! code E404'],
    ['dependencyResolutionLine', 'ERROR: No matching distribution found for flask==9.9'],
    ['compileLine', 'src/cart.ts(12,7): error TS2322: not assignable'],
    ['compileLine', 'error[E0308]: mismatched types'],
    ['compileLine', '[ERROR] Cart.java:[14,9] cannot find symbol'],
    ['testLine', 'Tests:       2 failed, 118 passed, 120 total'],
    ['testLine', '[ERROR] Tests run: 212, Failures: 2, Errors: 0, Skipped: 1'],
    ['testLine', '=========== 1 failed, 64 passed in 12.04s ==========='],
    ['testLine', '--- FAIL: TestCartTotal (0.00s)'],
    ['testLine', '  3 failing'],
    ['qualityGateLine', '✖ 3 problems (3 errors, 0 warnings)'],
    ['qualityGateLine', 'ERROR: Coverage for lines (71.2%) does not meet global threshold (80%)'],
    ['quotaLine', 'LimitExceededException: Account cannot have more than 200 stacks'],
    ['diskLine', 'write /var/lib/docker/tmp/layer.tar: no space left on device'],
    ['memoryLine', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    ['memoryLine', 'process "/bin/sh -c npm run build" did not complete successfully: exit code: 137'],
    ['imageLine', 'Error response from daemon: pull access denied for shop/base, repository does not exist'],
    ['imageLine', 'manifest for node:99 not found: manifest unknown'],
    ['timeoutLine', 'Phase context status code: BUILD_TIMED_OUT Message: Build has timed out.'],
  ])('finds %s in: %s', (field, line) => {
    expect(Object.keys(parsed('failures-by-kind-a-day', `${line}\n`))).toContain(field);
  });

  it.each([
    '[Container] 2026/11/23 08:09:10.971493 Phase complete: BUILD State: SUCCEEDED',
    'Phase complete: BUILD State: FAILED, says a document that nobody should count',
    'PASS web/toomanyrequests.test.ts',
    'throttlingPolicy: default',
    'Listening on 127.0.0.1:8080, timeout 30 s',
    'downloaded no-such-hostel@1.0.0',
    'added permission s3:GetObject',
    'Tests:       0 failed, 120 passed, 120 total',
    '[INFO] Tests run: 212, Failures: 0, Errors: 0, Skipped: 1',
    '============ 64 passed in 12.04s ============',
    '✔ 0 problems (0 errors, 0 warnings)',
    '  0 failing',
    'heap: 120 MB used',
    'exit code: 0',
    'manifest written to dist/manifest.json',
    'pulling image node:24',
    'disk cache: 12 GB left',
  ])('finds nothing in: %s', (line) => {
    expect(parsed('failures-by-kind-a-day', `${line}\n`)).toEqual({});
  });
});

describe('slowest phases', () => {
  it.each([
    ['[Container] 2026/11/23 08:04:35.123456 Phase is DOWNLOAD_SOURCE', { phase: 'DOWNLOAD_SOURCE' }],
    ['[Container] 2026/11/23 08:04:41.123456 Entering phase BUILD', { phase: 'BUILD' }],
    [
      '[Container] 2026/11/23 08:09:10.971493 Phase complete: BUILD State: FAILED',
      { phase: 'BUILD', state: 'FAILED' },
    ],
    [
      '[Container] 2022/12/13 07:50:08 Phase complete: POST_BUILD State: SUCCEEDED',
      { phase: 'POST_BUILD', state: 'SUCCEEDED' },
    ],
  ])('read the phase of: %s', (line, fields) => {
    expect(parsed('slowest-phases', `${line}\n`)).toEqual(fields);
    expect(keeps('slowest-phases', line)).toBe(true);
  });

  it.each([
    '[Container] 2026/11/23 08:04:42.123456 Running command echo Entering phase two',
    '[Container] 2026/11/23 08:09:10.971510 Phase context status code: COMMAND_EXECUTION_ERROR Message: exit status 1',
    'Entering phase BUILD of the moon',
  ])('pass over: %s', (line) => {
    expect(keeps('slowest-phases', line)).toBe(false);
  });
});

describe('the lines of one execution', () => {
  const uuid = '0f6c4c2e-8a35-4b0e-9d0a-5f2b7c1d3e4f';
  const stream = definitions
    .find(({ name }) => name === 'lines-of-one-execution')
    ?.commands.find(({ rest }) => rest.startsWith('@logStream like'))?.expressions[0];

  it('are those of the stream with the id that is filled in, with or without a prefix', () => {
    const filled = new RegExp(stream?.source.replace('BUILD_UUID', uuid) ?? '', 'u');

    expect([uuid, `nightly/${uuid}`].filter((name) => filled.test(name))).toHaveLength(2);
    expect(filled.test('1f6c4c2e-8a35-4b0e-9d0a-5f2b7c1d3e4f')).toBe(false);
  });

  it('are none before that', () => {
    expect(stream?.test(uuid)).toBe(false);
  });
});

function beforeStats(queryName: string): readonly Command[] {
  const commands = definitions.find(({ name }) => name === queryName)?.commands ?? [];
  const end = commands.findIndex(({ name }) => name === 'stats');
  return end < 0 ? commands : commands.slice(0, end);
}

/** The fields that a query's parse commands find in a message. */
function parsed(queryName: string, message: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const { name, expressions } of beforeStats(queryName))
    if (name === 'parse') Object.assign(fields, expressions[0]?.exec(message)?.groups);
  return fields;
}

/** Whether a message passes a query's filters, which are made of `ispresent`, `like`, `not like` and one `or`. */
function keeps(queryName: string, message: string): boolean {
  const fields = parsed(queryName, message);
  const filters = beforeStats(queryName).filter(({ name }) => name === 'filter');
  return filters.every(({ rest, expressions }) =>
    rest.split(' or ').some((condition, place) => {
      const [, field = ''] = /^ispresent\((\w+)\)$/u.exec(condition) ?? [];
      if (field !== '') return fields[field] !== undefined;
      const found = expressions[place]?.test(message) === true;
      if (/^@message like ~\d+$/u.test(condition)) return found;
      if (/^@message not like ~\d+$/u.test(condition)) return !found;
      throw new Error(`this test does not know the condition ${condition}`);
    }),
  );
}
