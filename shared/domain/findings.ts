import type { Deployment } from './deployment.ts';
import type { ActionAttempt, Execution, History } from './execution.ts';
import { isApproval } from './fact.ts';
import type { PipelineFact } from './fact.ts';
import type { Lookup } from './lookup.ts';
import type { Settings } from './settings.ts';
import { ownerByMap } from './watch.ts';

/** What the services say beside the event; undefined is what was not asked for. */
export interface Findings {
  readonly execution?: Lookup<Execution> | undefined;
  readonly attempts?: Lookup<readonly ActionAttempt[]> | undefined;
  readonly history?: Lookup<History> | undefined;
  readonly owner?: Lookup<string | undefined> | undefined;
  readonly deployment?: Lookup<Deployment> | undefined;
}

export type Question = keyof Findings;

/** The permission that each question needs, for the message that has to do without an answer. */
export const QUESTION_PERMISSIONS: Readonly<Record<Question, string>> = {
  execution: 'codepipeline:GetPipelineExecution',
  attempts: 'codepipeline:ListActionExecutions',
  history: 'codepipeline:ListPipelineExecutions',
  owner: 'codepipeline:ListTagsForResource',
  deployment: 'codedeploy:GetDeployment',
};

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
      return ['execution', 'attempts', 'history'];
    case 'SUCCEEDED':
      if (fact.level !== 'pipeline') return ['execution'];
      // A first attempt has no failures of its own to recover from.
      return fact.attempt === 1 ? ['execution', 'history'] : ['execution', 'attempts', 'history'];
    default:
      return ['execution'];
  }
}
