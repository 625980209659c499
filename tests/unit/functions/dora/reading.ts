import { sampleOf } from '../../../../functions/dora/sample.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';
import { fakeDora } from '../../../support/fake-dora.ts';
import { WEEK } from '../../domain/dora/story.ts';
import type { Fake } from './runs.ts';

export const NAME = 'checkout';

/** Reads the figures of the only pipeline; what the fake remembers is remembered. */
export async function read(fake: Fake, executions: readonly PastExecution[], window = WEEK) {
  fake.service.pipelines.set(NAME, { executions });
  fake.service.calls.length = 0;
  const reader = fake.deps.history(Infinity);
  const sample = await sampleOf(fake.deps, reader, { name: NAME, version: 1 }, window);
  return { ...sample, calls: [...fake.service.calls] };
}
/** Nothing is remembered, and the ledger is not asked. */
export const fresh = () => fakeDora(WEEK.to, { retry: { enabled: false } });

/** The same run so many days earlier. */
export function shifted(it: PastExecution, days: number): PastExecution {
  const by = days * DAY_MS;
  return {
    ...it,
    startedAt: it.startedAt - by,
    updatedAt: it.updatedAt - by,
    attempts: it.attempts.map((row) => ({
      ...row,
      startedAt: row.startedAt - by,
      updatedAt: row.updatedAt - by,
    })),
  };
}
