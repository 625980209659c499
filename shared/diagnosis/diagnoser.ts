import { diagnose } from '../domain/diagnosis/diagnose.ts';
import type { Diagnosis, Sources } from '../domain/diagnosis/diagnosis.ts';
import { rulesInForce } from '../domain/diagnosis/rules-in-force.ts';
import { RULES } from '../domain/diagnosis/rules/rules.ts';
import type { FailedAction } from '../domain/failure.ts';
import type { Settings } from '../domain/settings.ts';
import { readSources } from './read-sources.ts';
import type { Ask, Readers } from './read-sources.ts';

/** Actions that fail together mostly fail for one reason; of further ones only what the pipeline says is judged. */
const MAX_READ = 2;

/** Says why each of the failed actions failed, in their order; never throws. `known` is what has been read already. */
export type Diagnoser = (
  actions: readonly FailedAction[],
  ask: Ask,
  known?: Pick<Sources, 'deployment'>,
) => Promise<readonly Diagnosis[]>;

/** Makes a diagnoser from the readers of the services and from Pipewatch's and the user's rules. */
export function createDiagnoser(readers: Readers, settings: Settings['diagnosis']): Diagnoser {
  const rules = rulesInForce(settings, RULES);
  return async (actions, ask, known) => {
    const read = actions.slice(0, MAX_READ).map((action) => readSources(readers, ask, action, known));
    const sources = [...(await Promise.all(read)), ...actions.slice(MAX_READ).map((action) => ({ action }))];
    return sources.map((it) => diagnose(it, rules));
  };
}
