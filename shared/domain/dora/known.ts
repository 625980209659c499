import type { PastAttempt, PastExecution } from './history.ts';

/** See https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecutionSummary.html */
const TERMINAL: readonly string[] = ['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'];

/**
 * What existed at `to` (term 1), each execution once, by its start: what starts at or after `to` does not exist, and of an
 * execution that was read twice the later state counts.
 */
export function knownAt(executions: readonly PastExecution[], to: number): readonly PastExecution[] {
  const known = new Map<string, PastExecution>();
  for (const execution of executions) {
    const other = known.get(execution.id);
    if (execution.startedAt < to && (other === undefined || execution.updatedAt > other.updatedAt))
      known.set(execution.id, execution);
  }
  return [...known.values()]
    .map((it) => ({ ...it, attempts: it.attempts.filter(({ startedAt }) => startedAt < to) }))
    .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
}

/** Whether the execution had ended before `to` (term 1); a status that is not known today is no end. */
export function isDecided({ status, updatedAt }: PastExecution, to: number): boolean {
  return isEnded({ status }) && updatedAt < to;
}

/** Whether an execution has ended, though it may yet be retried. */
export function isEnded({ status }: Pick<PastExecution, 'status'>): boolean {
  return TERMINAL.includes(status);
}

/** Old executions have no type, and are what is called STANDARD today. */
export function isStandard({ type }: Pick<PastExecution, 'type'>): boolean {
  return type === undefined || type === 'STANDARD';
}

/** The latest row of each action of a stage (term 3); earlier ones are attempts that were retried. */
export function latestOf(attempts: readonly PastAttempt[]): readonly PastAttempt[] {
  const latest = new Map<string, PastAttempt>();
  for (const attempt of attempts) {
    const other = latest.get(attempt.action);
    if (other === undefined || isLater(attempt, other)) latest.set(attempt.action, attempt);
  }
  return [...latest.values()];
}

/** True for what a person decides, not the pipeline. */
export function isApproval({ category }: PastAttempt): boolean {
  return category === 'Approval';
}

/** The latest rows of every stage. */
export function latestByStage(attempts: readonly PastAttempt[]): readonly PastAttempt[] {
  return [...Map.groupBy(attempts, ({ stage }) => stage).values()].flatMap(latestOf);
}

function isLater(a: PastAttempt, b: PastAttempt): boolean {
  // What succeeded is not retried, so of two rows at the same moment it is the later one; any fixed order would do.
  return (a.startedAt - b.startedAt || a.updatedAt - b.updatedAt || (a.status > b.status ? 1 : -1)) > 0;
}
