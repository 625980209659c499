import { readFileSync } from 'node:fs';

/** One guard of the decision or of the reservation, and what a file reads like without it. */
export interface Mutation {
  readonly guard: string;
  readonly file: string;
  readonly without: (code: string) => string;
}

/** Replaces a piece of code that must be there once. */
function instead(piece: string, by: string): (code: string) => string {
  return (code) => {
    if (code.split(piece).length !== 2) throw new Error(`not there, or not once: ${piece}`);
    return code.replace(piece, () => by);
  };
}

/** The guards of a list, each taken out alone. */
function ofList(file: string, list: string): readonly Mutation[] {
  const start = new RegExp(`${list}: readonly Guard<.+>\\[\\] = \\[\\n`, 'u');
  const code = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const from = code.search(start);
  const body = code.slice(from, code.indexOf('\n];', from));
  return [...body.matchAll(/reason: '(?<reason>[\w-]+)'/gu)].map(({ groups }, index) => ({
    guard: `${list} ${index + 1}: ${groups?.['reason'] ?? ''}`,
    file,
    without: (text) => {
      const head = start.exec(text)?.[0] ?? '';
      const at = text.indexOf(head);
      const end = text.indexOf('\n];', at);
      return `${text.slice(0, at)}${head.replace('= [', '= ([')}${text.slice(at + head.length, end)}\n]).filter((_, at) => at !== ${index});${text.slice(end + 3)}`;
    },
  }));
}

const DECIDE = 'shared/domain/retry/decide.ts';
const POLICY = 'shared/domain/retry/policy.ts';
const NEVER = 'shared/domain/retry/never.ts';
const TURN = 'shared/domain/retry/turn.ts';
const CALL = 'functions/retry/call.ts';
const ROLL_BACK = 'functions/retry/roll-back.ts';

/** Every guard that stands between a failure and RetryStageExecution or RollbackStage. */
export const MUTATIONS: readonly Mutation[] = [
  {
    guard: 'UNWANTED: excluded',
    file: POLICY,
    without: instead("if (excluded) return 'excluded';", ''),
  },
  {
    guard: 'UNWANTED: disabled',
    file: POLICY,
    without: instead("return enabled ? undefined : 'disabled';", 'return undefined;'),
  },
  ...ofList(NEVER, 'NEVER'),
  ...ofList(DECIDE, 'NOT_NOW'),
  ...ofList(DECIDE, 'LIMITS'),
  {
    guard: 'a slot that somebody holds is waited for',
    file: TURN,
    without: instead('until !== undefined && now < until', 'until !== undefined && now < 0'),
  },
  {
    guard: 'a slot of an earlier failure is not used again',
    file: TURN,
    without: instead('slot.seen !== attemptKey(situation.attempts) || ', ''),
  },
  {
    guard: "the ledger's own count",
    file: TURN,
    without: instead('Math.max(counted, facts.retries) + 1', 'facts.retries + 1'),
  },
  {
    guard: "the service's count",
    file: TURN,
    without: instead('Math.max(counted, facts.retries) + 1', 'counted + 1'),
  },
  {
    guard: 'the budgets are paid before the slot is taken',
    file: CALL,
    without: instead('if (!turn.paid && !(await', 'if (false && !(await'),
  },
  {
    guard: 'a lost race for the slot',
    file: 'functions/retry/record.ts',
    without: instead(
      '(await ledger.write(run, before, after)) ?',
      '(await ledger.write(run, before, after), true) ?',
    ),
  },
  {
    guard: 'the last look',
    file: CALL,
    without: instead('if (refusal) return settle', 'if (false) return settle'),
  },
  {
    guard: 'the last look sees a retry by somebody else',
    file: NEVER,
    without: instead("refusalOf(now) ?? (wasRetried ? 'not-failed' : undefined)", 'refusalOf(now)'),
  },
  {
    guard: 'the last look is fresh',
    file: CALL,
    without: instead('if (deps.now() - lookedAt > FRESH_MS) return afterUntil(called);', ''),
  },
  {
    guard: 'the last look compares the attempts in PARALLEL mode',
    file: CALL,
    without: instead("attemptKey(attempts) === attemptKey(before) ? undefined : 'not-failed'", 'undefined'),
  },
  {
    guard: 'a last look that lags is no news',
    file: CALL,
    without: instead("isBehind(situation, state) ? 'behind'", "false ? 'behind'"),
  },
  {
    guard: 'a look that lags behind the event is no news',
    file: 'functions/retry/retry.ts',
    without: instead('if (isAhead(', 'if (false && isAhead('),
  },
  {
    guard: 'attempts that lag behind a failed stage are no news',
    file: 'shared/domain/retry/ahead.ts',
    without: instead("(stage.status === 'Failed' && runsOnly(attempts))", 'false'),
  },
  {
    guard: 'what somebody decided meanwhile is looked at anew',
    file: 'functions/retry/retry.ts',
    without: instead('if (decidedAt > begunAt && decidedAt <= deps.now()) continue;', ''),
  },
  {
    guard: 'a look at two moments is taken again',
    file: 'functions/retry/retry.ts',
    without: instead('if (round === 0 && isTorn(view.situation)) continue;', ''),
  },
  {
    guard: 'a slot is held for longer than the function runs',
    file: CALL,
    without: instead('HELD_MS = 90_000', 'HELD_MS = 1_000'),
  },
  {
    guard: 'the state is read before the attempts',
    file: 'functions/retry/look.ts',
    without: (code) =>
      instead(
        '  const state = await readState(deps, run);\n',
        '',
      )(
        instead(
          'const [rows, definition, execution] = await Promise.all([\n',
          'const [state, rows, definition, execution] = await Promise.all([\n    readState(deps, run),\n',
        )(code),
      ),
  },
  {
    guard: 'after a lost answer the service is read first',
    file: CALL,
    without: instead('(await tookEffect(deps, situation)) ?', 'false ?'),
  },
  {
    guard: 'the lease of a breaker that is half-open',
    file: CALL,
    without: instead('if (!(await takeLease(deps, view))) return undefined;', ''),
  },
  {
    guard: 'a failure is noted for the breaker',
    file: 'functions/retry/retry.ts',
    without: instead("input.what === 'failed' ? await noteFailed", 'false ? await noteFailed'),
  },
  {
    guard: "an outage leaves a stage's last retry for later",
    file: DECIDE,
    without: instead("mayGo.admits === 'one' && isSavedForLater(view) ?", 'false ?'),
  },
  {
    guard: 'the last tries are spread over the time that is left',
    file: DECIDE,
    without: instead('(last - now) / triesLeft(view)', '0'),
  },
  {
    guard: 'a slot that somebody holds is looked after',
    file: 'functions/retry/retry.ts',
    without: instead('return planTakeOver(deps, situation, decision, due);', 'return decision;'),
  },
  {
    guard: 'a rollback is called for once',
    file: ROLL_BACK,
    without: instead(
      "if (known !== undefined && known.state !== 'planned') return recordStop(deps, situation, stop);",
      '',
    ),
  },
  {
    guard: 'a lost race for the rollback',
    file: ROLL_BACK,
    without: instead('if (!called) return undefined;', ''),
  },
  {
    guard: 'the last look before a rollback',
    file: ROLL_BACK,
    without: instead('if (refusal) return recordStop', 'if (false) return recordStop'),
  },
  {
    guard: 'a last look before a rollback that lags is no news',
    file: ROLL_BACK,
    without: instead('if (isBehind(situation, state)) throw', 'if (false) throw'),
  },
  {
    guard: 'what is read before a rollback is fresh',
    file: ROLL_BACK,
    without: instead('if (deps.now() - lookedAt > FRESH_MS) {', 'if (false) {'),
  },
  {
    guard: 'a rollback goes back to another change',
    file: 'shared/domain/retry/rollback.ts',
    without: instead(') !== execution.revision', ') !== undefined'),
  },
  {
    guard: 'a rollback that is under way is looked after',
    file: 'functions/retry/retry.ts',
    without: instead("if (rollback?.state === 'called' && known?.do === 'stop')", 'if (false)'),
  },
  {
    guard: 'a promise that no rollback takes back is taken back',
    file: ROLL_BACK,
    without: instead('withdrawnBy(ledger.record, stop.reason, situation.attempts)', '{}'),
  },
];
