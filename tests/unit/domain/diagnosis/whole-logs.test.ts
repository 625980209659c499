import { describe, expect, it } from 'vitest';
import { classify } from '../../../../shared/domain/diagnosis/classify.ts';
import {
  excerptOf,
  MAX_EXCERPT_CHARACTERS,
  MAX_EXCERPT_LINES,
} from '../../../../shared/domain/diagnosis/excerpt.ts';
import { failedOutput } from '../../../../shared/domain/diagnosis/failed-output.ts';
import { readLog } from '../../../../shared/domain/diagnosis/log.ts';
import type { LogLine } from '../../../../shared/domain/diagnosis/log.ts';
import { RULES } from '../../../../shared/domain/diagnosis/rules/rules.ts';
import { WHOLE_LOGS } from '../../../support/logs/whole-logs.ts';
import type { WholeLog } from '../../../support/logs/whole-log.ts';

function textsOf(lines: readonly LogLine[]): readonly string[] {
  return lines.map(({ text }) => text);
}

/** As `diagnose` does it, with nothing but the log: the hardest case. */
function judge({ events }: WholeLog) {
  const { output, earlier } = failedOutput(readLog(events));
  const evidence = {
    codes: [],
    phases: [],
    messages: [],
    output: textsOf(output),
    earlier: textsOf(earlier),
  };
  const cause = classify(evidence, { user: [], own: RULES });
  const excerpt = excerptOf(output, cause.line === undefined ? undefined : { line: cause.line });
  return { cause, excerpt };
}

function rawLines({ events }: WholeLog): readonly string[] {
  return events.flatMap(({ message }) => message.replace(/\n$/u, '').split('\n'));
}

describe('the whole logs', () => {
  it('are of many tools, have 50 to 20,000 lines and more, and the noise of real ones', () => {
    const all = WHOLE_LOGS.flatMap(rawLines).join('\n');

    expect(WHOLE_LOGS.length).toBeGreaterThanOrEqual(27);
    expect(new Set(WHOLE_LOGS.map(({ name }) => name)).size).toBe(WHOLE_LOGS.length);
    expect(Math.min(...WHOLE_LOGS.map((log) => rawLines(log).length))).toBeGreaterThanOrEqual(50);
    expect(Math.max(...WHOLE_LOGS.map((log) => rawLines(log).length))).toBeGreaterThanOrEqual(20_000);
    for (const noise of ['\u001B[31m', '\u001B]8;;', '\r', '=>', '━', '⠋']) expect(all).toContain(noise);
  });
});

describe.each(WHOLE_LOGS)('the log of $name', (log) => {
  const { cause, excerpt } = judge(log);

  it(`is of kind ${log.kind}, and ${log.class}`, () => {
    expect(cause).toMatchObject({ kind: log.kind, class: log.class });
  });

  it.each(log.shows)('shows: %s', (telling) => {
    expect(excerpt.lines).toContainEqual(expect.stringContaining(telling));
  });

  it('shows little, clean, and nothing that would mislead', () => {
    expect(excerpt.lines.length).toBeLessThanOrEqual(MAX_EXCERPT_LINES);
    expect(excerpt.lines.join('\n').length).toBeLessThanOrEqual(MAX_EXCERPT_CHARACTERS);
    expect(excerpt.lines.join('')).not.toMatch(/\p{Cc}/u);
    for (const misleading of log.hides ?? []) {
      expect(excerpt.lines).not.toContainEqual(expect.stringContaining(misleading));
    }
  });
});
