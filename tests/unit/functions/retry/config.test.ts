import { describe, expect, it } from 'vitest';
import { readRetryConfig } from '../../../../functions/retry/config.ts';

const environment = {
  TOPIC_ARN: 'arn:aws-cn:sns:cn-north-1:111122223333:pipewatch-prod',
  TABLE_NAME: 'pipewatch-table',
  FUNCTION_ARN: 'arn:aws-cn:lambda:cn-north-1:111122223333:function:pipewatch-prod-retry',
  SCHEDULE_GROUP: 'pipewatch-prod-retry',
  SCHEDULE_ROLE_ARN: 'arn:aws-cn:iam::111122223333:role/pipewatch-scheduler',
  DEAD_LETTER_ARN: 'arn:aws-cn:sqs:cn-north-1:111122223333:pipewatch-failures',
};

describe("retry's configuration", () => {
  it('takes the table and what schedules need from the environment', () => {
    expect(readRetryConfig({}, environment)).toMatchObject({
      tableName: environment.TABLE_NAME,
      topicArn: environment.TOPIC_ARN,
      place: { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333' },
      schedules: {
        functionArn: environment.FUNCTION_ARN,
        group: environment.SCHEDULE_GROUP,
        roleArn: environment.SCHEDULE_ROLE_ARN,
        deadLetterArn: environment.DEAD_LETTER_ARN,
      },
      settings: { retry: { enabled: true } },
    });
  });

  it('fails at init with every fault of the environment, and repeats no value', () => {
    const swapped = { ...environment, SCHEDULE_ROLE_ARN: environment.DEAD_LETTER_ARN, SCHEDULE_GROUP: 'a b' };
    const read = () => readRetryConfig({}, { ...swapped, TABLE_NAME: undefined });

    expect(read).toThrow("retry's environment has 3 faults:");
    expect(read).toThrow("- TABLE_NAME: a missing value is not allowed; allowed: a table's name");
    expect(read).toThrow("- SCHEDULE_GROUP: this text is not allowed; allowed: a schedule group's name");
    expect(read).toThrow("- SCHEDULE_ROLE_ARN: this text is not allowed; allowed: a role's ARN");
    expect(read).not.toThrow('pipewatch-failures');
  });

  it('fails at init with the faults of config.yml', () => {
    expect(() => readRetryConfig({ retry: { maxPerDay: -1 } }, environment)).toThrow('- retry.maxPerDay: ');
  });
});
