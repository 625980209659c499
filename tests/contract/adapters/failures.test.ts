import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneAttemptClient } from '../../../shared/adapters/dynamodb-client.ts';
import { dynamoDbFailures } from '../../../shared/adapters/dynamodb-failures.ts';
import { NOON, startTestAws, TABLE_NAME } from '../../support/aws.ts';
import { fakeFailures } from '../../support/fakes.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let names = 0;
const newPipeline = (): string => `pipeline-${++names}`;

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.close());

describe.each([
  ['in memory', () => fakeFailures().failures],
  ['DynamoDB', () => dynamoDbFailures(TABLE_NAME, () => NOON, oneAttemptClient(aws.options))],
])('the memory of failures: %s', (_name, make) => {
  it('gives what it kept until it is told to forget it, and each pipeline its own', async () => {
    const memory = make();
    const [failing, fine] = [newPipeline(), newPipeline()];

    await memory.keep(failing, 'warning');
    await memory.forget(fine);

    expect(await memory.worst(fine)).toBeUndefined();
    expect(await memory.worst(failing)).toBe('warning');
    expect(await memory.worst(failing)).toBe('warning');
    await memory.forget(failing);
    expect(await memory.worst(failing)).toBeUndefined();
  });

  it.each([
    [['warning', 'critical', 'warning'], 'critical'],
    [['critical', 'critical'], 'critical'],
    [['info', 'warning'], 'warning'],
  ] as const)('keeps the most urgent of %o', async (severities, most) => {
    const memory = make();
    const pipeline = newPipeline();

    for (const severity of severities) await memory.keep(pipeline, severity);

    expect(await memory.worst(pipeline)).toBe(most);
  });
});

it('a table that refuses is an error with its code and the call', async () => {
  const memory = dynamoDbFailures(TABLE_NAME, () => NOON, oneAttemptClient(aws.options));
  aws.faults.inject('dynamodb', 'denied');

  await expect(memory.keep('p', 'warning')).rejects.toMatchObject({
    operation: 'dynamodb:PutItem',
    reason: 'denied',
  });
  await expect(memory.worst('p')).rejects.toMatchObject({ operation: 'dynamodb:GetItem', reason: 'denied' });
  await expect(memory.forget('p')).rejects.toMatchObject({
    operation: 'dynamodb:DeleteItem',
    reason: 'denied',
  });
  aws.faults.clear();
});
