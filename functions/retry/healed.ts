import type { StageRun } from '../../shared/domain/retry/situation.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import { NO_ACCOUNTS, noteSucceeded } from './breaker.ts';
import type { Deps } from './deps.ts';

const MAX_ROUNDS = 3;

/** A stage went green: if a retry of ours did it, that is recorded once, and a breaker that waited for it closes. */
export async function noteHealed(deps: Deps, run: StageRun): Promise<{ readonly do: 'healed' | 'nothing' }> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { record } = await deps.ledger.read(run, NO_ACCOUNTS, 'unknown');
    const isOurs = record?.slot?.state === 'called' || record?.slot?.state === 'settled';
    if (!isOurs || record.decision?.do !== 'retry' || record.healedAt !== undefined) return { do: 'nothing' };
    if (record.kind !== undefined) await noteSucceeded(deps, run, record.kind);
    const { version: _, ...known } = record;
    if (await deps.ledger.write(run, record, { ...known, healedAt: deps.now() })) {
      deps.log.info(LOG.healed, { ...run, retries: record.used, kind: record.kind });
      deps.health.healed();
      return { do: 'healed' };
    }
  }
  throw new Error('the ledger is changed by others all the time');
}
