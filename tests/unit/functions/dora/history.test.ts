import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../../functions/dora/sample.ts';
import { figuresOf } from '../../../../shared/domain/dora/figures.ts';
import type { Figures } from '../../../../shared/domain/dora/figures.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { DAY_MS, HOUR_MS, windowBefore, windowOf } from '../../../../shared/domain/dora/window.ts';
import { OutOfTimeError } from '../../../../shared/domain/out-of-time.ts';
import { anyHistory } from '../../domain/dora/any.ts';
import { B, ok, rollback, run, WEEK } from '../../domain/dora/story.ts';
import { fresh, NAME, read, shifted } from './reading.ts';
import type { Fake } from './runs.ts';

/** Everything that the whole history says of a window and of the one before. */
function whole(executions: readonly PastExecution[], window = WEEK): readonly Figures[] {
  return [window, windowBefore(window)].map((it) =>
    figuresOf(executions, { productionStage: 'Live', window: it }),
  );
}

/** A revision has one time, and the service says it or doesn't. */
const history = anyHistory.map((all) =>
  all.map((it) => ({
    ...it,
    revisions: it.revisions.map(({ artifact, revisionId }) => ({
      artifact,
      revisionId,
      ...(revisionId !== 'g' && { committedAt: WEEK.from - revisionId.charCodeAt(0) * 1_000_000 }),
    })),
  })),
);
/** The same some time earlier, with ids and revisions of its own. */
const earlier = (all: readonly PastExecution[], days: number, prefix = 'old'): readonly PastExecution[] =>
  all.map((it) => ({
    ...shifted(it, days),
    id: `${prefix} ${it.id}`,
    ...(it.rollbackTargetId !== undefined && { rollbackTargetId: `${prefix} ${it.rollbackTargetId}` }),
    revisions: it.revisions.map((one) => ({ ...one, revisionId: `${prefix} ${one.revisionId}` })),
  }));
const histories = fc
  .tuple(history, history, fc.integer({ min: 3, max: 40 }))
  .map(([old, recent, days]) => [...earlier(old, days), ...recent]);
/** Of some months, with gaps. */
const months = fc.array(fc.tuple(history, fc.nat(60)), { minLength: 1, maxLength: 6 }).map((parts) =>
  parts.flatMap(([part], n) =>
    earlier(
      part,
      parts.slice(0, n).reduce((days, [, gap]) => days + gap, 0),
      `${n}`,
    ),
  ),
);

describe('the figures of a history that is read', () => {
  it('are those of the whole history, whatever the window, the page size and the order within a day', async () => {
    const given = fc.record({
      days: fc.constantFrom(1, 7, 30, 90),
      pageSize: fc.integer({ min: 1, max: 30 }),
      early: fc.func(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    let finished = 0;
    await fc.assert(
      fc.asyncProperty(months, given, async (executions, { days, pageSize, early }) => {
        const fake = fresh();
        let n = 0;
        Object.assign(fake.service, { pageSize, early: () => early(n++) });
        const window = windowOf(WEEK.to, days);
        const { current, previous, isUnfinished } = await read(fake, executions, window);
        if (isUnfinished) return;
        finished++;
        expect([current, previous].map(known)).toEqual(whole(executions, window).map(known));
      }),
      { numRuns: 500 },
    );
    // Else the property says little.
    expect(finished).toBeGreaterThan(300);
  });

  it('are the same in any pages and any order within a day, where much lies at the edge of what is read', async () => {
    const firstFrom = windowBefore(WEEK).from;
    const hourly = (prefix: string, around: number, of: (start: number, id: string) => PastExecution) =>
      Array.from({ length: 72 }, (_, n) => of(around + (n - 36) * HOUR_MS, `${prefix}${n}`));
    const deployed = hourly('d', firstFrom, (start, id) =>
      shifted({ ...B, id }, (B.startedAt - start) / DAY_MS),
    );
    // The deployment before the windows is the one of an hour before; what started 30 days before it is the last to be read.
    const waiting = hourly('w', firstFrom - 30 * DAY_MS, (start, id) => ({
      ...run(id, 'Mon 09:00', { carries: [`${id}@Sun- 09:00`], status: 'Superseded' }),
      startedAt: start,
      updatedAt: start,
    }));
    const again = ok('X', 'Mon 09:00', 'Mon 09:10-09:20', {
      carries: waiting.map(({ id }) => `${id}@Sun- 09:00`),
    });
    const all = [...waiting, ...deployed, again];
    const expected = await read(fresh(), all);
    expect(expected.previous.successful).toBe(36);
    expect(expected.current.leadTimes.length).toBeGreaterThan(30);

    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.func(fc.double({ min: 0, max: 1, noNaN: true })),
        async (pageSize, early) => {
          const fake = fresh();
          let n = 0;
          Object.assign(fake.service, { pageSize, early: () => early(n++) });
          const { current, previous } = await read(fake, all);
          expect({ current, previous }).toEqual({ current: expected.current, previous: expected.previous });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are the same with what the memory knows, and a retry after the first read is seen', async () => {
    const change = fc.record({ split: fc.nat(24), retried: fc.array(fc.nat(24), { maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(histories, change, async (executions, { split, retried }) => {
        const byStart = executions.toSorted((a, b) => a.startedAt - b.startedAt);
        const before = byStart.slice(0, split);
        const after = byStart.map((it, index) => (retried.includes(index) ? retriedOne(it) : it));
        const fake = fresh();
        await read(fake, before);
        const second = await read(fake, after);
        const anew = await read(fresh(), after);
        expect(second.current).toEqual(anew.current);
        expect(second.previous).toEqual(anew.previous);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a history that takes longer than an invocation', () => {
  /** Reads with so many calls at a time, until it is read. */
  async function readInPieces(fake: Fake, executions: readonly PastExecution[], callsEach: number) {
    fake.service.pipelines.set(NAME, { executions });
    fake.service.callMs = 1000;
    for (let tries = 1; tries <= 30; tries++) {
      const reader = fake.deps.history(fake.clock.now + callsEach * 1000);
      try {
        return await sampleOf(fake.deps, reader, { name: NAME, version: 1 }, WEEK);
      } catch (error) {
        expect(error).toBeInstanceOf(OutOfTimeError);
      }
    }
    throw new Error('there is no end to it');
  }
  it('gives the figures of the whole history', async () => {
    const pieces = fc.record({
      pageSize: fc.integer({ min: 6, max: 30 }),
      calls: fc.integer({ min: 16, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, pieces, async (executions, { pageSize, calls }) => {
        const fake = fresh();
        fake.service.pageSize = pageSize;
        const { current, previous } = await readInPieces(fake, executions, calls);
        expect([current, previous].map(known)).toEqual(whole(executions).map(known));
      }),
      { numRuns: 200 },
    );
  });
});

/** What a longer history may tell otherwise is what waits for ever. */
function known({ approvalsWaiting: _, ...figures }: Figures): object {
  return figures;
}

function retriedOne(it: PastExecution): PastExecution {
  const startedAt = it.updatedAt + 60_000;
  const row = { stage: 'Live', action: 'Deploy', category: 'Deploy', status: 'Succeeded' };
  return {
    ...it,
    status: 'Succeeded',
    updatedAt: startedAt + 60_000,
    attempts: [...it.attempts, { ...row, startedAt, updatedAt: startedAt + 60_000 }],
  };
}

describe('a look-back', () => {
  const waits = Array.from({ length: 250 }, (_, n) => run(`f${n}`, 'Mon 09:00', { status: 'Failed' })).map(
    (it, n) => ({ ...it, startedAt: it.startedAt - n * DAY_MS, updatedAt: it.updatedAt - n * DAY_MS }),
  );

  it('ends 90 days before the windows and says so, if there is more', async () => {
    const { isUnfinished, current } = await read(fresh(), waits);

    expect(isUnfinished).toBe(true);
    expect(current.deployments).toBe(0);
  });

  it('is unfinished where the only deployment before lies just farther back', async () => {
    const ago = async (days: number) => (await read(fresh(), [shifted(B, days)])).isUnfinished;

    expect(await ago(90)).toBe(false);
    expect(await ago(95)).toBe(true);
  });

  it('is finished where the history ends, though nothing was ever deployed', async () => {
    expect((await read(fresh(), waits.slice(0, 20))).isUnfinished).toBe(false);
  });

  it('goes back to the target of a rollback, one execution long ago', async () => {
    const target = ok('V1', 'Mon 09:00', 'Mon 09:10-09:20');
    const old = shifted(target, 45);
    const back = rollback('R', 'V1', 'Tue 09:00', { rows: ['Tue 09:10-09:20 Succeeded'] });
    const mid = Array.from({ length: 6 }, (_, n) =>
      shifted(ok(`M${n}`, 'Mon 10:00', 'Mon 10:10-10:20'), 40 - 8 * n),
    );
    const all = [old, ...mid, back];
    const { current, previous } = await read(fresh(), all);

    expect([current, previous].map(known)).toEqual(whole(all).map(known));
    expect(current.failed).toBe(1);
  });
});
