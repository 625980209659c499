import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

describe("the section 'dora'", () => {
  it('that is empty means the defaults', () => {
    expect(readConfiguration({ dora: {} }).dora).toEqual({
      enabled: true,
      schedule: 'cron(0 6 * * ? *)',
      windowDays: 7,
      productionStage: {},
      callsPerSecond: 5,
      digest: 'monday',
      failureThreshold: { rate: 20, minDeployments: 5 },
    });
  });

  it.each([
    { schedule: 'rate(12 hours)' },
    { schedule: 'cron(30 5 ? * MON-FRI *)' },
    { schedule: 'cron(0/15 8-18 ? JAN,JUL 2#1 2026-2030)' },
    { schedule: 'cron(5,35 */6 LW * ? *)' },
    { schedule: 'cron(0 6 1,L-3,15W */3 ? *)' },
    { schedule: 'cron(0 6 ? * 6L *)' },
    { schedule: 'cron(0 6 ? * FRI-MON *)' },
    { schedule: 'cron(0 6 ? * 1-2,THU *)' },
    { schedule: 'cron(0 6 ? * TUE *)', digest: 'tuesday' },
    { schedule: 'cron(0 6 ? * 3 *)', digest: 'off' },
    { schedule: 'cron(0 6 ? * TUE *)', enabled: false },
    { windowDays: 1 },
    { windowDays: 90 },
    { digest: 'off' },
    { failureThreshold: { rate: 50 } },
  ])('takes %j', (dora) => {
    expect(readConfiguration({ dora }).dora).toMatchObject(dora);
  });

  it.each([
    [{ windowDays: 0 }, '- dora.windowDays: a number is not allowed; allowed: a whole number from 1 to 90'],
    [{ windowDays: 91 }, '- dora.windowDays: '],
    [
      { schedule: 'daily' },
      '- dora.schedule: this text is not allowed; allowed: a schedule such as rate(1 day)',
    ],
    [{ schedule: 'at(2026-03-09T06:00:00)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 6 * * * *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 6 ? * ? *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(60 6 * * ? *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 24 * * ? *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 6 0 * ? *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 6 ? * MONDAY *)' }, '- dora.schedule: '],
    [{ schedule: 'cron(0 6 * * ?)' }, '- dora.schedule: '],
    [{ schedule: 'rate(0 days)' }, '- dora.schedule: '],
    [
      { schedule: 'cron(0 6 ? * TUE-FRI *)' },
      '- dora.digest: a missing value is not allowed; allowed: a day of dora.schedule, or off',
    ],
    [{ schedule: 'cron(0 6 ? * FRI-MON *)', digest: 'wednesday' }, '- dora.digest: this text is not allowed'],
    [{ schedule: 'cron(0 6 ? * 1,7 *)', digest: 'monday' }, '- dora.digest: '],
    [{ digest: 'Monday' }, '- dora.digest: this text is not allowed; allowed: one of sunday, monday'],
    [{ callsPerSecond: 0 }, '- dora.callsPerSecond: '],
    [
      { productionStage: 'Live' },
      '- dora.productionStage: this text is not allowed; allowed: a mapping from pipeline names',
    ],
    [{ productionStage: { 'a b': 'Live' } }, '- dora.productionStage'],
    [{ productionStage: { a: '' } }, '- dora.productionStage.a: '],
    [{ failureThreshold: { rate: 100 } }, '- dora.failureThreshold.rate: '],
    [{ window: 7 }, '- dora.window: not a known key; known here: enabled, schedule, windowDays,'],
  ])('refuses %j', (dora, message) => {
    expect(() => readConfiguration({ dora })).toThrow(message);
  });
});
