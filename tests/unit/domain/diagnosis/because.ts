import type { Cause, Evidence } from '../../../../shared/domain/diagnosis/cause.ts';
import { classify } from '../../../../shared/domain/diagnosis/classify.ts';
import type { RuleInForce } from '../../../../shared/domain/diagnosis/rule.ts';
import { RULES } from '../../../../shared/domain/diagnosis/rules/rules.ts';

/** The cause that Pipewatch's own rules and the user's find in the evidence. */
export const because = (evidence: Partial<Evidence>, user: readonly RuleInForce[] = []): Cause =>
  classify(
    { codes: [], phases: [], messages: [], output: [], earlier: [], ...evidence },
    { user, own: RULES },
  );

/** Lines that say nothing. */
export const lines = (count: number, text = 'reconciled the ledger in 12 ms') =>
  Array<string>(count).fill(text);

export const UNKNOWN = { class: 'unknown', kind: 'unknown' };
export const WRONG_PLATFORM = 'npm ERR! code EBADPLATFORM';
