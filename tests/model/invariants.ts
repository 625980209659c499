import { expect } from 'vitest';
import type { LedgerView } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import { readRetryInputs } from '../../shared/schemas/retry-input.ts';
import type { StopReason } from '../../shared/domain/retry/decision.ts';
import type { RetrySettings } from '../../shared/domain/settings.ts';
import { classOf } from './causes.ts';
import { neverOf, reasonOf, isTheEnd } from './reasons.ts';
import type { Call, Read, Recorded, Started } from './seen.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';
import type { World } from './world.ts';
import { MINUTE } from './worlds.ts';

/** The bounds that the worlds of the property tests are given. */
export const BOUNDS = { maxPerDay: 3, maxPerRevision: 2, production: true };
/** The never-list is to be looked at so short a time before the call. */
const FRESH_MS = 5000;

const keyOf = ({ pipeline, executionId, stage }: StageRun): string =>
  JSON.stringify([pipeline, executionId, stage]);

/** (1) Retries started by Pipewatch for a stage of an execution are at most as many as the policy allows for the cause. */
export function atMostTheMaximum({ started, settings: { retry } }: World): void {
  const counts = new Map<string, number>();
  for (const { run, decidedOn } of started) {
    const count = (counts.get(keyOf(run)) ?? 0) + 1;
    counts.set(keyOf(run), count);
    const most = Math.max(...Object.values(retry.retries));
    expect(count).toBeLessThanOrEqual(decidedOn ? retry.retries[classOf(decidedOn.codes)] : most);
  }
}

/** (2) No retry starts, and no call is sent, while an earlier one of that stage or what it has started is under way. */
export function neverTwoInFlight({ started, called }: World): void {
  expect(started.filter(({ doubled }) => doubled)).toEqual([]);
  expect(called.filter(({ overlaps }) => overlaps)).toEqual([]);
}

/** (3) What was on the never-list when last read, at most 5 seconds before, is not called for. */
export function nothingFromTheNeverList({ called, settings: { retry } }: World): void {
  for (const call of called) {
    const { run, at, read } = call;
    expect(retry.enabled).toBe(true);
    expect(retry.exclude).not.toContain(run.pipeline);
    if (!retry.production) expect(run.stage).not.toBe('Deploy');
    expect(at - (read?.at ?? 0)).toBeLessThanOrEqual(FRESH_MS);
    if (!read) continue;
    expect(read.paused).toBe(false);
    asShown(run, read);
    if (!read.lagged) asItStood(call, read.truth, retry);
  }
}

/** What the state says, which may not be how things really stood. */
function asShown(run: StageRun, { state, definition, executionVersion }: Read): void {
  const stage = state.stages.find(({ name }) => name === run.stage);
  expect(stage?.transitionEnabled).toBe(true);
  expect(executionVersion).toBe(state.version);
  if (definition.mode === 'PARALLEL') return;
  const { executionId } = run;
  expect(stage).toMatchObject({ executionId, status: 'Failed', type: 'STANDARD', conditionFailed: false });
}

/** In PARALLEL mode the stages are another's, perhaps, and the attempts are read beside them. */
function asItStood({ at, attempts, decidedOn }: Call, state: Truth, retry: RetrySettings): void {
  const isOfTheState = (it: StopReason) => it === 'transition-disabled' || it === 'pipeline-changed';
  const seen = state.isParallel ? attempts : state;
  expect(neverOf(state).filter((it) => !state.isParallel || isOfTheState(it))).toEqual([]);
  if (!seen) return;
  expect(neverOf(seen).filter((it) => !state.isParallel || !isOfTheState(it))).toEqual([]);
  expect(at - seen.failedAt).toBeLessThanOrEqual(retry.maxAgeMinutes * MINUTE + FRESH_MS);
  expect(retry.retries[classOf(seen.codes)]).toBeGreaterThan(0);
  // What was retried meanwhile has failed once more, for a reason that nobody has looked at.
  expect(seen.attempts).toBe((decidedOn ?? seen).attempts);
}

/** (4) A day's budget of a pipeline and the limit of a source revision in a stage hold. */
export function withinTheBudgets(world: World): void {
  const day = ({ run, day: it }: Started) => `${run.pipeline} ${it}`;
  expect(most(world, day)).toBeLessThanOrEqual(BOUNDS.maxPerDay);
  const revision = ({ run, revision: it }: Started) => `${run.stage} ${it}`;
  expect(most(world, revision)).toBeLessThanOrEqual(BOUNDS.maxPerRevision);
}

/** (5) Every failure ends in one recorded outcome: a retry, or the reason to stop; and nothing is left to people. */
export async function oneOutcomeEach(world: World): Promise<void> {
  // Where earlier attempts are not shown, a retry can't be told from a read that lags.
  if (!world.uncounted) expect(world.givenUp.map(({ error }) => error)).toEqual([]);
  for (const run of failedRuns(world)) {
    const { decision } = (await recordOf(world, run)) ?? {};
    expect(decision?.do).toMatch(/^(?:retry|stop)$/u);
    // What has failed once more after its retry has an outcome of its own, and what has failed is not told as healed.
    const { stage, hasFailed } = truthOf(world.machine, run);
    if (stage === 'Failed') expect(decision?.do).toBe('stop');
    if (stage === 'Failed' && hasFailed && decision?.do === 'stop')
      expect(decision.reason).not.toBe('not-failed');
  }
  for (const it of world.recorded) theRightReason(it, world);
}

/** Where nothing has changed while it was decided, what is recorded is what somebody would say who sees everything. */
function theRightReason(
  { isUndisturbed, decision, ...seen }: Recorded,
  { settings, uncounted }: World,
): void {
  if (!isUndisturbed) return;
  const known = { ...seen, settings, uncounted, stage: seen.run.stage };
  const reason = reasonOf(known);
  if (decision.do === 'stop' && reason === undefined && isTheEnd(known, decision.reason)) return;
  expect(decision.do === 'stop' ? decision.reason : undefined).toBe(reason);
}

/** (8) What is recorded as started took effect, what took effect is counted, and whoever has retried says so. */
export async function recordedIsTrue(world: World): Promise<void> {
  for (const { by } of world.started) {
    const { outcome, lagged } = world.invocations[by] ?? {};
    if (outcome && lagged !== true) expect(outcome.map((it) => it.do)).toContain('retry');
  }
  for (const run of failedRuns(world)) {
    const record = await recordOf(world, run);
    const effects = world.started.filter((it) => keyOf(it.run) === keyOf(run)).length;
    expect(effects).toBeLessThanOrEqual(record?.used ?? 0);
    if (record?.decision?.do !== 'retry') continue;
    // Whoever died right before the call can't tell a person's retry from its own.
    const byAnybody = world.machine.execution(run.executionId).runs.get(run.stage)?.manualRetries ?? 0;
    expect(record.slot?.state === 'settled' ? effects : byAnybody).toBeGreaterThan(0);
  }
}

/** (10) A retry that was promised is started, or a message takes the promise back. */
export async function promisesAreKept(world: World): Promise<void> {
  for (const run of failedRuns(world)) {
    const record = await recordOf(world, run);
    expect(record?.decision?.do).not.toBe('later');
    expect(record?.slot?.state === 'planned' && record.decision?.do === 'retry').toBe(false);
    const decisions = world.recorded.filter((it) => keyOf(it.run) === keyOf(run));
    for (const [n, { decision, at }] of decisions.entries()) {
      const promised = decisions[n - 1];
      if (decision.do !== 'stop' || promised === undefined || promised.decision.do === 'stop') continue;
      const isKept = world.started.some(
        (it) => keyOf(it.run) === keyOf(run) && it.at >= promised.at && it.at <= at,
      );
      const isTold = [...world.told].some((it) =>
        ['withdrawn', 'rollback'].some((what) => it.startsWith(`${what} ${told(run)} `)),
      );
      // Whoever died right before the call can't tell a person's retry from its own.
      const byAnybody = world.machine.execution(run.executionId).runs.get(run.stage)?.manualRetries ?? 0;
      expect(isKept || isTold || (promised.decision.do === 'retry' && byAnybody > 0)).toBe(true);
    }
  }
}

const told = ({ pipeline, executionId, stage }: StageRun) => `${pipeline} ${executionId} ${stage}`;

/** (11) A stage that is still shown as failed is rolled back, at most once, to another change that succeeded in it, and that is told. */
export async function rolledBackOnce(world: World): Promise<void> {
  const { rollbacks, machine, answers } = world;
  for (const { run, at, read, targetId } of rollbacks) {
    expect(at - (read?.at ?? 0)).toBeLessThanOrEqual(FRESH_MS);
    if (read) asShown(run, read);
    const calls = rollbacks.filter((it) => keyOf(it.run) === keyOf(run) && !it.isBusy);
    expect(calls.length).toBeLessThanOrEqual(1);
    const target = machine.execution(targetId);
    expect(target).toMatchObject({ type: 'STANDARD' });
    expect(target.runs.get(run.stage)?.status).toBe('Succeeded');
    expect(answers.execution(targetId).changes).not.toEqual(answers.execution(run.executionId).changes);
    const { rollback } = (await recordOf(world, run)) ?? {};
    expect(rollback?.state).toMatch(/^(?:started|impossible)$/u);
    expect(world.told).toContain(`rollback ${told(run)} ${rollback?.state ?? ''}`);
  }
}

/** The stages that were told to have failed, and that config.yml does not leave out. */
export function failedRuns({ invocations, settings: { retry } }: World): readonly StageRun[] {
  if (!retry.enabled || retry.exclude.length > 0) return [];
  const inputs = invocations.flatMap(({ input }) => readRetryInputs(input));
  return inputs.filter(({ what }) => what === 'failed').map(({ run }) => run);
}

async function recordOf({ installations: [first] }: World, run: StageRun): Promise<LedgerView['record']> {
  return (await first?.memory.ledger.read(run, { day: '', revision: '' }, 'unknown'))?.record;
}

function most({ started }: World, by: (it: Started) => string): number {
  const counts = new Map<string, number>();
  for (const it of started) counts.set(by(it), (counts.get(by(it)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
