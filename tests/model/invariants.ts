import { expect } from 'vitest';
import type { LedgerView } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import { readRetryInputs } from '../../shared/schemas/retry-input.ts';
import type { Read, Started, World } from './world.ts';

/** The bounds that the worlds of the property tests are given. */
export const BOUNDS = { maxPerDay: 3, maxPerRevision: 2, production: true };
const MAX_OF_A_CLASS = 2;
/** The never-list is to be looked at so short a time before the call. */
const FRESH_MS = 5000;

const keyOf = ({ pipeline, executionId, stage }: StageRun): string =>
  JSON.stringify([pipeline, executionId, stage]);

/** (1) Retries started by Pipewatch for a stage of an execution are at most as many as the policy allows. */
export function atMostTheMaximum(world: World): void {
  expect(most(world, ({ run }) => keyOf(run))).toBeLessThanOrEqual(MAX_OF_A_CLASS);
}

/** (2) No retry starts while what an earlier one has started in that stage still runs. */
export function neverTwoInFlight({ started }: World): void {
  expect(started.filter(({ doubled }) => doubled)).toEqual([]);
}

/** (3) What was on the never-list when last read, at most 5 seconds before, is not called for. */
export function nothingFromTheNeverList({ called, settings: { retry } }: World): void {
  for (const { run, at, read } of called) {
    expect(retry.enabled).toBe(true);
    expect(retry.exclude).not.toContain(run.pipeline);
    if (!retry.production) expect(run.stage).not.toBe('Deploy');
    expect(at - (read?.at ?? 0)).toBeLessThanOrEqual(FRESH_MS);
    if (!read) continue;
    if (!read.lagged) nothingElse(at, read, retry.maxAgeMinutes);
    expect(read.paused).toBe(false);
    const stage = read.state.stages.find(({ name }) => name === run.stage);
    const onFailure = read.definition.stages.find(({ name }) => name === run.stage)?.onFailure;
    expect(stage?.transitionEnabled).toBe(true);
    expect(onFailure).not.toBe('ROLLBACK');
    expect(read.executionVersion).toBe(read.state.version);
    if (read.definition.mode === 'PARALLEL') continue;
    if (onFailure === 'RETRY') expect(stage?.automaticRetries).toBeGreaterThan(0);
    expect(stage).toMatchObject({
      executionId: run.executionId,
      status: 'Failed',
      type: 'STANDARD',
      conditionFailed: false,
    });
  }
}

/** What only the actions say, if they were read as they stood. */
function nothingElse(at: number, { failedAt, rejected, stopped, codes }: Read, maxAgeMinutes: number): void {
  expect(at - failedAt).toBeLessThanOrEqual(maxAgeMinutes * 60_000 + FRESH_MS);
  expect({ rejected, stopped }).toEqual({ rejected: false, stopped: false });
  expect(codes).not.toContain('test');
  expect(codes).not.toContain('stopped');
}

/** (4) A day's budget of a pipeline and the limit of a source revision in a stage hold. */
export function withinTheBudgets(world: World): void {
  const day = ({ run, day: it }: Started) => `${run.pipeline} ${it}`;
  expect(most(world, day)).toBeLessThanOrEqual(BOUNDS.maxPerDay);
  const revision = ({ run, revision: it }: Started) => `${run.stage} ${it}`;
  expect(most(world, revision)).toBeLessThanOrEqual(BOUNDS.maxPerRevision);
}

/** (5) Every failure ends in one recorded outcome: a retry, or a reason to stop. */
export async function oneOutcomeEach(world: World): Promise<void> {
  for (const run of failedRuns(world))
    expect((await recordOf(world, run))?.decision?.do).toMatch(/^(?:retry|stop)$/u);
}

/** (8) What is recorded as started took effect, and what took effect is counted. */
export async function recordedIsTrue(world: World): Promise<void> {
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

/** (10) A retry that was promised is started, or the promise is taken back. */
export async function promisesAreKept(world: World): Promise<void> {
  for (const run of failedRuns(world)) {
    const record = await recordOf(world, run);
    expect(record?.decision?.do).not.toBe('later');
    expect(record?.slot?.state === 'planned' && record.decision?.do === 'retry').toBe(false);
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
