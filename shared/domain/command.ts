import type { PipelineFact, Place } from './fact.ts';

type Run = Pick<PipelineFact, 'place' | 'pipeline' | 'executionId'>;

/** A shell word: as it is where every character is harmless, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@.:/+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Retries the failed actions of a stage: https://docs.aws.amazon.com/cli/latest/reference/codepipeline/retry-stage-execution.html */
export function retryStageCommand(fact: Run, stage: string): string {
  return command(fact.place, 'codepipeline retry-stage-execution', {
    'pipeline-name': fact.pipeline,
    'stage-name': stage,
    'pipeline-execution-id': fact.executionId,
    'retry-mode': 'FAILED_ACTIONS',
  });
}

/** Starts a new execution. */
export function startRunCommand(fact: Run): string {
  return command(fact.place, 'codepipeline start-pipeline-execution', { name: fact.pipeline });
}

/** Shows which stage failed. */
export function stageStatesCommand(fact: PipelineFact): string {
  return command(fact.place, 'codepipeline get-pipeline-state', { name: fact.pipeline });
}

/** Approves a waiting action; the shell fetches the token, so that it is in no message. */
export function approveCommand(fact: PipelineFact): string | undefined {
  const { stage, action } = fact;
  if (stage === undefined || action === undefined || !isName(stage) || !isName(action)) return undefined;
  const query = `stageStates[?stageName=='${stage}'].actionStates[]|[?actionName=='${action}']|[0].latestExecution.token`;
  const token = `${stageStatesCommand(fact)} --query "${query}" --output text`;
  return `${command(fact.place, 'codepipeline put-approval-result', {
    'pipeline-name': fact.pipeline,
    'stage-name': stage,
    'action-name': action,
    result: 'status=Approved,summary=ok',
  })} --token "$(${token})"`;
}

/** Shows a deployment with its error. */
export function deploymentCommand(place: Place, deploymentId: string): string {
  return command(place, 'deploy get-deployment', { 'deployment-id': deploymentId });
}

/** Runs a build again with the same input. */
export function retryBuildCommand(place: Place, buildId: string): string {
  return command(place, 'codebuild retry-build', { id: buildId });
}

function command(place: Place, call: string, options: Readonly<Record<string, string>>): string {
  const region = place.region === undefined ? {} : { region: place.region };
  const words = Object.entries({ ...options, ...region }).map(
    ([name, value]) => `--${name} ${shellWord(value)}`,
  );
  return ['aws', call, ...words].join(' ');
}

/** What CodePipeline allows in a name: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
function isName(text: string): boolean {
  return /^[A-Za-z0-9.@_-]{1,100}$/u.test(text);
}
