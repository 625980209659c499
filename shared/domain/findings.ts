import type { Deployment } from './deployment.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { ActionAttempt, Execution, FailedRule, History } from './execution.ts';
import { isApproval } from './fact.ts';
import type { PipelineFact } from './fact.ts';
import type { Lookup, MissingReason } from './lookup.ts';
import type { StageRecord } from './retry/ledger-view.ts';
import type { RetryPolicy } from './retry/policy.ts';
import type { Settings, Severity } from './settings.ts';
import { ownerByMap } from './watch.ts';

/** What the services say beside the event; undefined is what was not asked for. */
export interface Findings {
  readonly execution?: Lookup<Execution> | undefined;
  readonly attempts?: Lookup<readonly ActionAttempt[]> | undefined;
  readonly history?: Lookup<History> | undefined;
  readonly owner?: Lookup<string | undefined> | undefined;
  readonly deployment?: Lookup<Deployment> | undefined;
  /** The rules of stage conditions that failed: asked for where no action failed. */
  readonly rules?: Lookup<readonly FailedRule[]> | undefined;
  /** The execution that succeeded last: which version of the pipeline's definition it ran with. */
  readonly lastSuccess?: Lookup<Execution> | undefined;
  /** What config.yml says about retries of the stage; undefined: they are no matter here. */
  readonly policy?: RetryPolicy | undefined;
  /** What retry has recorded about the stage. */
  readonly retry?: Lookup<StageRecord | undefined> | undefined;
  /** How urgent the failures were that a success ends. */
  readonly failedSeverity?: Severity | undefined;
  /** Why each failed action failed. */
  readonly diagnoses?: readonly Diagnosis[] | undefined;
  /** What a diagnosis had to do without. */
  readonly missing?: readonly Missing[] | undefined;
}

/** What may be asked about a fact. */
export type Question =
  | Exclude<keyof Findings, 'diagnoses' | 'failedSeverity' | 'missing' | 'policy'>
  | 'build'
  | 'log'
  | 'targets';

/** Something that belongs into a message and could not be read; `operation` is the call as IAM names it. */
export interface Missing {
  readonly what: Question;
  readonly reason: MissingReason;
  readonly operation: string;
}

/** What a message about a pipeline needs to know beyond the event; a start needs nothing. */
export function questionsAbout(fact: PipelineFact, settings: Pick<Settings, 'owners'>): readonly Question[] {
  const questions = questionsOfState(fact);
  const ownerUnknown = settings.owners.tag !== undefined && ownerByMap(fact.pipeline, settings) === undefined;
  return questions.length > 0 && ownerUnknown ? [...questions, 'owner'] : questions;
}

function questionsOfState(fact: PipelineFact): readonly Question[] {
  if (isApproval(fact)) return ['execution', 'attempts'];
  switch (fact.state) {
    case 'STARTED':
      return [];
    case 'FAILED':
      return fact.level === 'action'
        ? ['execution', 'attempts', 'history']
        : ['execution', 'attempts', 'history', 'retry'];
    case 'SUCCEEDED':
      if (fact.level !== 'pipeline') return ['execution'];
      // A first attempt has no failures of its own to recover from.
      return fact.attempt === 1 ? ['execution', 'history'] : ['execution', 'attempts', 'history', 'retry'];
    case 'RESUMED':
      return fact.level === 'action' ? ['execution'] : ['execution', 'attempts', 'retry'];
    default:
      return ['execution'];
  }
}
