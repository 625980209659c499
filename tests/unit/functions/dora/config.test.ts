import { describe, expect, it } from 'vitest';
import { readDoraConfig } from '../../../../functions/dora/config.ts';

const environment = {
  TOPIC_ARN: 'arn:aws-cn:sns:cn-north-1:111122223333:news',
  TABLE_NAME: 'pipewatch-table',
  QUEUE_URL: 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/pipewatch-dora',
};

describe("dora's configuration", () => {
  it('takes the topic, the table and the queue from the environment', () => {
    expect(readDoraConfig({}, environment)).toMatchObject({
      topicArn: environment.TOPIC_ARN,
      tableName: environment.TABLE_NAME,
      queueUrl: environment.QUEUE_URL,
      settings: { dora: { windowDays: 7 } },
    });
  });

  it('fails at init with every fault of the environment, and repeats no value', () => {
    const read = () => readDoraConfig({}, { ...environment, TOPIC_ARN: 'secret', QUEUE_URL: undefined });

    expect(read).toThrow("dora's environment has 2 faults:");
    expect(read).toThrow("- QUEUE_URL: a missing value is not allowed; allowed: a queue's URL");
    expect(read).not.toThrow('secret');
  });

  it('fails at init with the faults of config.yml', () => {
    expect(() => readDoraConfig({ dora: { windowDays: 0 } }, environment)).toThrow('- dora.windowDays: ');
  });
});
