import { describe, expect, it } from 'vitest';
import { packageService } from '../../local/package.ts';

/** What these partitions lack, of what Pipewatch has elsewhere: CloudFormation refuses it even under a false condition. */
const LACKING = 'AWS::Chatbot::';

describe.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('packaged for %s (%s)', (region, partition) => {
  it('the template holds nothing that the partition lacks, and names no partition or Region', async () => {
    const { template } = await packageService(`test-${partition}`, `--region=${region}`);
    const text = JSON.stringify(template);

    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith(LACKING))).toEqual([]);
    expect(text).not.toMatch(/arn:aws[a-z-]*:/u);
    expect(text).not.toContain(region);
    // Service principals are the same everywhere, but for those that end with the partition's domain.
    expect(text).not.toContain('amazonaws.com.cn');
  }, 120_000);

  it('the processor is by parameter, for Regions that lack arm64', async () => {
    const { template } = await packageService(
      `test-${partition}-x86`,
      `--region=${region}`,
      '--param=architecture=x86_64',
    );
    const functions = Object.values(template.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Function',
    );

    expect(functions.map(({ Properties }) => Properties['Architectures'])).toEqual(
      functions.map(() => ['x86_64']),
    );
  }, 120_000);
});

it('a topic that exists is printed with what it needs, and gets no policy, key or grant of ours', async () => {
  const { template } = await packageService(
    'test-existing-topic',
    '--param=topic=arn:aws:sns:eu-west-1:111122223333:news',
  );
  const types = Object.values(template.Resources).map(({ Type }) => Type);

  for (const type of ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key', 'AWS::IAM::Policy'])
    expect(types).not.toContain(type);
}, 120_000);
