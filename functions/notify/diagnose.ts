import type { Deployment } from '../../shared/domain/deployment.ts';
import type { Diagnosis } from '../../shared/domain/diagnosis/diagnosis.ts';
import type { FailedAction } from '../../shared/domain/failure.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { Asker } from '../../shared/lambda/asker.ts';
import type { Deps } from './deps.ts';

/** Says why the actions failed; a diagnosis that goes wrong costs the message its explanation, never the message. */
export async function diagnose(
  deps: Deps,
  asker: Asker,
  actions: readonly FailedAction[],
  deployment?: Deployment,
): Promise<readonly Diagnosis[]> {
  try {
    const diagnoser = await deps.diagnoser();
    return await diagnoser(actions, asker.ask, { deployment });
  } catch (error) {
    deps.log.error(LOG.diagnosisFailed, { errorName: error instanceof Error ? error.name : 'Unknown' });
    return [];
  }
}
