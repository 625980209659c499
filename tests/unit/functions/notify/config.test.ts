import { describe, expect, it } from 'vitest';
import { readNotifyConfig } from '../../../../functions/notify/config.ts';

const environment = {
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:pipewatch',
  TABLE_NAME: 'pipewatch-table',
};

describe("notify's configuration", () => {
  it('takes the topic and the table from the environment', () => {
    expect(readNotifyConfig({}, environment)).toMatchObject({
      topicArn: environment.TOPIC_ARN,
      tableName: environment.TABLE_NAME,
      settings: { language: 'en' },
    });
  });

  it('fails at init with every fault of the environment, and repeats no value', () => {
    const read = () => readNotifyConfig({}, { TOPIC_ARN: 'hunter2' });

    expect(read).toThrow("notify's environment has 2 faults:");
    expect(read).toThrow("- TOPIC_ARN: this text is not allowed; allowed: a topic's ARN");
    expect(read).toThrow("- TABLE_NAME: a missing value is not allowed; allowed: a table's name");
    expect(read).not.toThrow('hunter2');
  });

  it('fails at init with the faults of config.yml', () => {
    expect(() => readNotifyConfig({ language: 'de' }, environment)).toThrow(
      '- language: this text is not allowed',
    );
  });
});
