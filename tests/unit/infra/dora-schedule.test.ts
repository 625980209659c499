import { describe, expect, it } from 'vitest';
import { scheduleResources } from '../../../infra/dora-schedule.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { readDoraInputs } from '../../../shared/schemas/dora-input.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:pipewatch-test-dora';
const scheduleOf = (dora: object) => {
  const { DoraSchedule } = scheduleResources(readConfiguration({ dora }), 'pipewatch-test-dora', ARN);
  return DoraSchedule.Properties;
};

describe("dora's schedule", () => {
  it('is that of config.yml, in UTC, and to the minute', () => {
    expect(scheduleOf({ schedule: 'rate(12 hours)' })).toMatchObject({
      ScheduleExpression: 'rate(12 hours)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
  });

  it('rests where dora is not wanted', () => {
    expect(scheduleOf({ enabled: false }).State).toBe('DISABLED');
  });

  it('hands over the time that it was made for, so that a late or repeated call is the same run', () => {
    const input = scheduleOf({})
      .Target.Input['Fn::Sub'].replace('<aws.scheduler.scheduled-time>', '2026-11-30T06:00:00Z')
      .replace('<aws.scheduler.schedule-arn>', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/x')
      .replace('${AWS::Region}', 'eu-west-1')
      .replace('${AWS::AccountId}', '111122223333');

    expect(readDoraInputs(JSON.parse(input))).toEqual([
      {
        at: Date.parse('2026-11-30T06:00:00Z'),
        place: { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
        chunk: 0,
        tries: 0,
        waits: 0,
      },
    ]);
  });
});
