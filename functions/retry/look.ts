import { decisive } from '../../shared/domain/diagnosis/diagnosis.ts';
import type { Cause, Kind } from '../../shared/domain/diagnosis/cause.ts';
import type { ActionAttempt, Execution } from '../../shared/domain/execution.ts';
import { findFailure } from '../../shared/domain/failure.ts';
import { factsOf } from '../../shared/domain/retry/facts.ts';
import { refusalOf } from '../../shared/domain/retry/never.ts';
import { revisionOf } from '../../shared/domain/retry/revision.ts';
import type {
  PipelineState,
  Situation,
  StageAttempt,
  StageRun,
} from '../../shared/domain/retry/situation.ts';
import { createAsker } from '../../shared/lambda/asker.ts';
import { within } from '../../shared/lambda/deadline.ts';
import type { Accounts } from '../../shared/ports/ledger.ts';
import type { PipelineReader } from '../../shared/ports/pipelines.ts';
import type { Deps } from './deps.ts';

/** What cannot be read in this time is tried again with the whole event. */
const READ_MS = 8000;
const BY_PEOPLE: readonly Kind[] = ['stopped', 'approval-rejected', 'condition'];
const UNKNOWN: Cause = { class: 'unknown', kind: 'unknown' };

/** A stage that failed, as everything stands now, and what its retries count against. */
export interface View {
  /** Whether anybody has looked why it failed. */
  readonly diagnosed: boolean;
  readonly situation: Situation;
  readonly accounts: Accounts;
}

/** Reads from CodePipeline within a time; throws a ServiceError. */
export async function readPipeline<T>(
  deps: Pick<Deps, 'pipelines'>,
  read: (reader: PipelineReader, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const reader = await deps.pipelines();
  return within('codepipeline', READ_MS, (signal) => read(reader, signal));
}

/** The present state of the stages. */
export function readState(deps: Pick<Deps, 'pipelines'>, { pipeline }: StageRun): Promise<PipelineState> {
  return readPipeline(deps, (reader, signal) => reader.state(pipeline, signal));
}

/** Every attempt of every action of the execution. */
export function readAttempts(
  deps: Pick<Deps, 'pipelines'>,
  { pipeline, executionId }: StageRun,
): Promise<readonly ActionAttempt[]> {
  return readPipeline(deps, (reader, signal) => reader.attempts(pipeline, executionId, signal));
}

/** Looks at the service, says why the stage failed, and looks into the ledger; throws where any of it can't be read. */
export async function look(deps: Deps, run: StageRun): Promise<View> {
  const { pipeline, executionId } = run;
  // The state first: a retry after it is seen by the last look, which compares with it, whatever the attempts showed.
  const state = await readState(deps, run);
  const [rows, definition, execution] = await Promise.all([
    readAttempts(deps, run),
    readPipeline(deps, (reader, signal) => reader.definition(pipeline, signal)),
    readPipeline(deps, (reader, signal) => reader.execution(pipeline, executionId, signal)),
  ]);
  const accounts = {
    day: new Date(deps.now()).toISOString().slice(0, 10),
    revision: revisionOf(execution.changes, executionId),
  };
  const seen = {
    run,
    state,
    definition,
    execution: executionOf(execution, accounts.revision),
    attempts: attemptsOfStage(rows, run.stage),
  };
  // Why it failed matters only where nothing speaks against a retry already.
  const refused = refusalOf(factsOf({ ...seen, cause: UNKNOWN, ledger: NOTHING })) !== undefined;
  const cause = refused ? UNKNOWN : await causeOf(deps, run, rows);
  const ledger = await deps.ledger.read(run, accounts, cause.kind);
  return { diagnosed: !refused, situation: { ...seen, cause, ledger }, accounts };
}

const NOTHING = { paused: false, spentToday: 0, spentOnRevision: 0 };

function executionOf({ status, type, version }: Execution, revision: string): Situation['execution'] {
  return { status: status ?? '', type: type ?? 'STANDARD', version, revision };
}

/** The attempts of a stage, as decisions look at them. */
export function attemptsOfStage(rows: readonly ActionAttempt[], stage: string): readonly StageAttempt[] {
  return rows
    .filter((row) => row.stage === stage)
    .map(({ action, category, actionExecutionId, status, startedAt, updatedAt }) => ({
      action,
      category,
      // One of its own all the same, should the service ever leave it out.
      actionExecutionId: actionExecutionId ?? `${action}@${startedAt}`,
      status,
      startedAt,
      updatedAt,
    }));
}

async function causeOf(deps: Deps, run: StageRun, rows: readonly ActionAttempt[]): Promise<Cause> {
  const fact = { source: 'pipeline', level: 'stage', place: {}, state: 'FAILED', ...run } as const;
  const diagnoser = await deps.diagnoser();
  const { ask, missing } = createAsker(deps);
  const diagnoses = await diagnoser(findFailure(fact, rows).actions, ask);
  // What people decided about one of the actions counts, whatever the others failed for.
  const byPeople = diagnoses.find(({ cause: { kind } }) => BY_PEOPLE.includes(kind));
  const cause = (byPeople ?? decisive(diagnoses))?.cause ?? UNKNOWN;
  // What is denied or gone stays unread; the rest may be read when the event comes again.
  const unread = missing.find(({ reason }) => reason !== 'denied' && reason !== 'gone');
  if (cause.class === 'unknown' && unread) throw new Error(`${unread.operation} did not say why it failed`);
  return cause;
}
