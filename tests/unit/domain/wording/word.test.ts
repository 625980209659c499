import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../shared/domain/report/report.ts';
import { placeOf, word } from '../../../../shared/domain/wording/word.ts';
import { fullReport, report, reportsOf } from '../../../support/reports.ts';

const english = { language: 'en', timeZone: 'UTC' } as const;
const chinese = { language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const valuesOf = (more: Partial<Report>, name: string, settings: Parameters<typeof word>[1] = english) =>
  word(report(more), settings)
    .lines.filter((line) => line.name === name)
    .map(({ value }) => value);

describe('the lines', () => {
  it('come in the order in which somebody who is alarmed asks', () => {
    const everything = {
      request: 'Look',
      comment: 'Stop it',
      missing: [{ what: 'owner', reason: 'slow', operation: 'codepipeline:ListPipelineExecutions' }],
    } as const;

    const { lines } = word({ ...fullReport, ...everything }, english);

    expect(lines.map(({ label }) => label)).toEqual([
      'When',
      'Why',
      'Asked',
      'Comment',
      'Next',
      'Change',
      'Since',
      'Run',
      'Owner',
      'Missing',
    ]);
  });

  it('are never empty, in neither language, and leave no place unfilled', () => {
    const text = fc.stringMatching(/^[a-z ]{1,20}$/);
    fc.assert(
      fc.property(reportsOf(text), fc.constantFrom(english, chinese), (it, settings) => {
        const { headline, lines, links } = word(it, settings);

        const said = [
          headline,
          ...lines.flatMap(({ label, value }) => [label, value]),
          ...links.map((l) => l.label),
        ];
        expect(said.filter((words) => words === '' || /[{}]|undefined|null|NaN/u.test(words))).toEqual([]);
      }),
    );
  });

  it('are left out where nothing is known', () => {
    expect(word(report(), english).lines.map(({ name }) => name)).toEqual(['when']);
  });
});

describe('why', () => {
  const failed = (action: string, result: Report['failedActions'][number]['result']) => ({ action, result });

  it('is the code and the summary, or whichever there is', () => {
    const why = (result: object) => valuesOf({ failedActions: [failed('Compile', result)] }, 'why');

    expect(why({ code: 'JobFailed', summary: 'exit 1' })).toEqual(['JobFailed: exit 1']);
    expect(why({ code: 'JobFailed' })).toEqual(['JobFailed']);
    expect(why({ summary: 'exit 1' })).toEqual(['exit 1']);
  });

  it('names each action where several failed, and counts those left out', () => {
    const failedActions = [failed('Unit', { code: 'JobFailed' }), failed('Lint', {})];

    expect(valuesOf({ failedActions, moreFailedActions: 2 }, 'why')).toEqual([
      'Unit: JobFailed',
      'Lint: no reason given',
      'further failed actions: 2',
    ]);
    expect(valuesOf({ failedActions, moreFailedActions: 2 }, 'why', chinese)).toEqual([
      'Unit：JobFailed',
      'Lint：未给出原因',
      '另有 2 个失败的操作',
    ]);
  });

  it.each([
    ['none', 'no reason given', '未给出原因'],
    ['unread', 'not known, the details could not be read', '未知，无法读取详细信息'],
    ['rejected', 'the approval was rejected, or nobody answered in time', '审批被拒绝，或无人在期限内答复'],
  ] as const)('is said in our words: %s', (why, inEnglish, inChinese) => {
    expect(valuesOf({ why, failedActions: [failed('Compile', {})] }, 'why')).toEqual([inEnglish]);
    expect(valuesOf({ why }, 'why', chinese)).toEqual([inChinese]);
  });
});

describe('a change', () => {
  it.each([
    [{ revision: '42' }, '42', '42'],
    [{ revision: '42', title: 'Fix it' }, '42 "Fix it"', '42 “Fix it”'],
    [
      { revision: '42', title: 'Fix it', author: 'Li Wei', branch: 'main' },
      '42 "Fix it" by Li Wei on main',
      '42 “Fix it”，作者 Li Wei，分支 main',
    ],
    [{ revision: '42', tag: 'v1.2' }, '42, tag v1.2', '42，标签 v1.2'],
  ])('%o', (change, inEnglish, inChinese) => {
    expect(valuesOf({ changes: [change] }, 'change')).toEqual([inEnglish]);
    expect(valuesOf({ changes: [change] }, 'change', chinese)).toEqual([inChinese]);
  });
});

it('what is missing is said with the reason, and the permission that lacks', () => {
  const missing = [
    { what: 'history', reason: 'denied', operation: 'codepipeline:ListPipelineExecutions' },
    { what: 'attempts', reason: 'slow', operation: 'codepipeline:ListPipelineExecutions' },
  ] as const;

  expect(valuesOf({ missing }, 'missing')).toEqual([
    'the earlier runs (access denied: codepipeline:ListPipelineExecutions), more about the failed action (no answer in time)',
  ]);
});

it('what happens next names the deployment that rolls back, and has its command beside it', () => {
  const next = { step: 'rolls-back', id: 'd-2', command: 'aws deploy get-deployment' } as const;

  expect(word(report({ next }), english).lines.at(-1)).toMatchObject({
    value: 'CodeDeploy rolls back by itself (deployment d-2). See how it goes:',
    below: ['aws deploy get-deployment'],
  });
});

describe('where it happened', () => {
  const failedActions = [{ action: 'Compile', result: {} }];

  it.each([
    ['the stage and the failed action', { stage: 'Build', failedActions }, 'Build > Compile'],
    ['the stage and the action that the event is about', { stage: 'Build', action: 'Lint' }, 'Build > Lint'],
    ['the stage alone', { stage: 'Build' }, 'Build'],
    ['the phase of a build, once', { kind: 'build', stage: 'BUILD', failedActions } as const, 'BUILD'],
    ['nowhere', {}, undefined],
  ])('is %s', (_what, more, place) => {
    expect(placeOf(report(more))).toBe(place);
  });

  it('stands in the headline, where it is known', () => {
    expect(word(report({ stage: 'Build', failedActions }), english).headline).toBe(
      'checkout-pipeline failed at Build > Compile',
    );
    expect(word(report({ stage: 'Build' }), chinese).headline).toBe('checkout-pipeline 失败：Build');
    expect(word(report(), english).headline).toBe('checkout-pipeline failed');
  });
});

it('the time is that of the configured zone, with its offset', () => {
  expect(valuesOf({}, 'when', chinese)).toEqual(['2026-11-23 18:00 (UTC+8)']);
});
