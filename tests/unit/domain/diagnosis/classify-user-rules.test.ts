import { describe, expect, it } from 'vitest';
import type { RuleInForce } from '../../../../shared/domain/diagnosis/rule.ts';
import { because, lines, UNKNOWN, WRONG_PLATFORM } from './because.ts';

describe("a user's rules", () => {
  const rule = (over: Partial<RuleInForce>): RuleInForce => ({
    id: 'of-the-user',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern: /EBADPLATFORM|ledger is asleep/iu,
    ...over,
  });

  it('see lines that ours do not look at', () => {
    const output = ['ledger is asleep', ...lines(10)];

    expect(because({ output }, [rule({})])).toMatchObject({ class: 'transient', rule: 'of-the-user' });
    expect(because({ output: [...output, ...lines(500)] }, [rule({ class: 'permanent' })])).toMatchObject({
      class: 'permanent',
    });
  });

  it('come before ours for what they recognise, and for nothing else', () => {
    expect(because({ output: [WRONG_PLATFORM] }, [rule({})])).toMatchObject({ class: 'transient' });
    expect(because({ output: [WRONG_PLATFORM, ...lines(90)] }, [rule({})])).toEqual(UNKNOWN);
    expect(because({ output: [WRONG_PLATFORM, 'npm ERR! code ETARGET'] }, [rule({})])).toMatchObject({
      class: 'permanent',
    });
  });

  it('come before ours for codes and phases', () => {
    const code = rule({ looksAt: 'code', pattern: /^HEALTH_CONSTRAINTS$/iu });
    const phase = rule({ looksAt: 'phase', pattern: /build/iu });

    expect(because({ codes: ['HEALTH_CONSTRAINTS'] }, [code])).toMatchObject({ rule: 'of-the-user' });
    expect(because({ phases: ['BUILD TIMED_OUT'] }, [phase])).toMatchObject({ rule: 'of-the-user' });
  });

  it('for phases are not looked for in lines', () => {
    expect(because({ output: ['build done'] }, [rule({ looksAt: 'phase', pattern: /build/iu })])).toEqual(
      UNKNOWN,
    );
  });
});
