import { describe, expect, it } from 'vitest';
import {
  commitUrl,
  deploymentUrl,
  executionUrl,
  logStreamUrl,
  partitionOf,
  webUrl,
} from '../../../shared/domain/links.ts';
import { PLACE } from '../../support/facts.ts';

const CHINA = { partition: 'aws-cn', region: 'cn-north-1' };
const GOVERNMENT = { partition: 'aws-us-gov', region: 'us-gov-west-1' };

describe('the partition', () => {
  it.each([
    ['arn:aws:codepipeline:eu-west-1:111122223333:shop', undefined, 'aws'],
    ['arn:aws-cn:codepipeline:cn-north-1:111122223333:shop', 'eu-west-1', 'aws-cn'],
    ['arn:aws-us-gov:codepipeline:us-gov-west-1:111122223333:shop', undefined, 'aws-us-gov'],
    [undefined, 'cn-northwest-1', 'aws-cn'],
    [undefined, 'us-gov-east-1', 'aws-us-gov'],
    ['no ARN at all', 'eu-west-1', 'aws'],
    [undefined, undefined, 'aws'],
  ])('of %s in %s is %s', (arn, region, partition) => {
    expect(partitionOf(arn, region)).toBe(partition);
  });
});

describe("the console's pages", () => {
  it.each([
    [PLACE, 'https://eu-west-1.console.aws.amazon.com/', 'region=eu-west-1'],
    [CHINA, 'https://cn-north-1.console.amazonaws.cn/', 'region=cn-north-1'],
    [GOVERNMENT, 'https://us-gov-west-1.console.amazonaws-us-gov.com/', 'region=us-gov-west-1'],
    [{ region: 'eu-west-1' }, 'https://eu-west-1.console.aws.amazon.com/', 'region=eu-west-1'],
  ])('are those of the partition: %o', (place, host, region) => {
    expect(executionUrl(place, 'shop', 'run-1')).toBe(
      `${host}codesuite/codepipeline/pipelines/shop/executions/run-1/timeline?${region}`,
    );
    expect(deploymentUrl(place, 'd-1')).toBe(`${host}codesuite/codedeploy/deployments/d-1?${region}`);
  });

  it.each([
    ['the Region is not known', { partition: 'aws' }],
    ["the partition's console is not known", { partition: 'aws-iso', region: 'us-iso-east-1' }],
  ])('are left out where %s', (_what, place) => {
    expect(executionUrl(place, 'shop', 'run-1')).toBeUndefined();
  });

  it('hold names from outside only encoded', () => {
    expect(executionUrl(PLACE, '../../x?y#z', 'a b')).toContain(
      'pipelines/..%2F..%2Fx%3Fy%23z/executions/a%20b/',
    );
  });

  it('are told as the names are, though these look like secrets or are half a character', () => {
    expect(executionUrl(PLACE, 'deploy-token=hunter2hunter2', '1')).toContain(
      'deploy-token%3Dhunter2hunter2',
    );
    expect(executionUrl(PLACE, 'shop\uD83D', '1')).toContain('pipelines/shop%EF%BF%BD/');
    expect(commitUrl(PLACE, 'arn', 'org/shop', 'AKIAABCDEFGH12345678')).not.toContain('AKIAABCDEFGH');
  });

  it('lead to a commit by its connection', () => {
    const connection = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/9a4e';

    expect(commitUrl(PLACE, connection, 'org/shop', '3f9c2ab')).toBe(
      'https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect?region=eu-west-1' +
        '&connectionArn=arn%3Aaws%3Acodeconnections%3Aeu-west-1%3A111122223333%3Aconnection%2F9a4e' +
        '&referenceType=COMMIT&FullRepositoryId=org%2Fshop&Commit=3f9c2ab',
    );
  });

  it("lead to a log stream in the stream's own Region, its names encoded twice", () => {
    const stream = { region: 'us-east-1', group: '/aws/codepipeline/shop', stream: 'run/1' };
    const page =
      'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/' +
      '$252Faws$252Fcodepipeline$252Fshop/log-events/run$252F1';

    expect(logStreamUrl(PLACE, stream)).toBe(page);
    expect(logStreamUrl(PLACE, stream, 1_795_392_000_000)).toBe(`${page}$3Fstart$3D1795392000000`);
  });

  it("lead to a log stream in the pipeline's Region where it names none", () => {
    expect(logStreamUrl(PLACE, { group: 'g', stream: 's' })).toMatch(/^https:\/\/eu-west-1\./u);
  });
});

describe('a link from outside', () => {
  it.each(['https://example.com/a?b=c#d', 'http://10.0.0.1:8080/job/7'])('is taken: %s', (url) => {
    expect(webUrl(url)).toBe(url);
  });

  it.each([
    ['https://example.com/@here', 'https://example.com/%40here'],
    ['https://example.com/a_b/_c_?d=(e)*f~g|h', 'https://example.com/a_b/%5Fc%5F?d=%28e%29%2Af%7Eg%7Ch'],
    ['https://example.com/[a](b)#"c"', 'https://example.com/%5Ba%5D%28b%29#%22c%22'],
  ])('has nothing that could be markup or a mention: %s', (url, link) => {
    expect(webUrl(url)).toBe(link);
  });

  it.each([
    undefined,
    '',
    'javascript:alert(1)',
    'ftp://example.com',
    'https://',
    'https://example.com/a b',
    'https://example.com/\nx',
    'https://example.com/<script>',
    'https://example.com/`id`',
    'https://例子.公司',
    `https://example.com/${'x'.repeat(1500)}`,
  ])('is left out: %j', (url) => {
    expect(webUrl(url)).toBeUndefined();
  });
});
