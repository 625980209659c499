import { AwsError } from '../../local/aws/aws-error.ts';
import { isUnfinished, newestActions } from '../../local/aws/pipeline-execution.ts';
import { PipelineMachine } from '../../local/aws/pipeline-machine.ts';
import type { PipelineDefinition } from '../../local/aws/pipeline-model.ts';
import { retry } from '../../functions/retry/retry.ts';
import type { Deps } from '../../functions/retry/deps.ts';
import type { Outcome } from '../../functions/retry/retry.ts';
import type { Cause, Kind } from '../../shared/domain/diagnosis/cause.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { Definition, PipelineState, StageRun } from '../../shared/domain/retry/situation.ts';
import type { Effect } from '../../shared/ports/retrier.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { readRetryInputs } from '../../shared/schemas/retry-input.ts';
import { pipelineArn } from '../support/aws.ts';
import { PIPELINE, START } from './worlds.ts';
import { fakeLedger } from '../support/fake-ledger.ts';
import { createGates, settled } from './gates.ts';
import { answersOf } from './pipelines.ts';
import { createLag } from './lag.ts';
import { createSchedules } from './schedules.ts';

const BUSY = ['ConflictException', 'ConcurrentPipelineExecutionsLimitExceededException'];
const CLASSES: Readonly<Record<string, Cause['class']>> = { network: 'transient', test: 'permanent' };

/** How everything stood when the pipeline was last read. */
export interface Read {
  readonly at: number;
  /** The rest is as things really stood, which it did not show. */
  readonly lagged: boolean;
  readonly state: PipelineState;
  readonly definition: Definition;
  readonly executionVersion: number;
  readonly rejected: boolean;
  readonly stopped: boolean;
  /** The codes of the failed actions. */
  readonly codes: readonly string[];
  /** When the last of them failed. */
  readonly failedAt: number;
  readonly paused: boolean;
}

/** A call of RetryStageExecution, whatever came of it. */
export interface Call {
  readonly run: StageRun;
  /** When it was sent; it may arrive later. */
  readonly at: number;
  readonly read: Read | undefined;
}

/** A retry that took effect, and what was last read of its pipeline before. */
export interface Started extends Call {
  /** The day (UTC) whose budget has paid for it. */
  readonly day: string;
  readonly revision: string;
  /** Whether an action of the stage was still under way because of an earlier retry of Pipewatch's. */
  readonly doubled: boolean;
}

/** What is given to one of the installations. */
export interface Letter {
  readonly input: unknown;
  readonly by: number;
}

/** An invocation of retry: how it ended, if it has. */
export interface Invocation extends Letter {
  readonly at: number;
  /** It has been given again, after it died or threw. */
  again?: boolean;
  outcome?: readonly Outcome[];
  error?: unknown;
}

/** CodePipeline, Scheduler and Pipewatch's retry around a virtual clock, in which every call is a place to stop. */
export function createWorld(
  config: object,
  pipeline: Omit<PipelineDefinition, 'name' | 'arn'>,
  installed = 1,
) {
  const clock = { now: START };
  const now = (): number => clock.now;
  const events: { readonly detail: Readonly<Record<string, unknown>> }[] = [];
  const machine = new PipelineMachine(now, (event) =>
    events.push(event as unknown as (typeof events)[number]),
  );
  const define = (name = PIPELINE): void => {
    machine.define({ name, arn: pipelineArn(name), ...pipeline });
  };
  define();
  const gates = createGates();
  const installations = Array.from({ length: installed }, () => ({
    schedules: createSchedules(now),
    memory: fakeLedger(now),
  }));
  const answers = answersOf(machine);
  const lag = createLag(machine, answers);
  const settings = readConfiguration({ retry: config });
  const called: Call[] = [];
  const started: Started[] = [];
  const invocations: Invocation[] = [];
  const health = { decisions: [] as string[], started: 0, healed: 0, opened: 0 };

  const depsOf = (id: number, { memory, schedules }: (typeof installations)[number], run: StageRun): Deps => {
    const lost = () => new ServiceError('aws', 'TimeoutError', 'slow', undefined);
    const pass = <T>(name: string, effect: () => T) => gates.through(id, name, effect, lost);
    let read: Call['read'];
    let paused = false;
    let day = '';
    const act = (mode: 'FAILED_ACTIONS' | 'ALL_ACTIONS', at: number): Effect => {
      const earlier = started.some(
        (it) => it.run.executionId === run.executionId && it.run.stage === run.stage,
      );
      const doubled = earlier && answers.isBusy(run.executionId, run.stage);
      const { revisions } = machine.execution(run.executionId);
      try {
        machine.retry(run.pipeline, run.stage, run.executionId, mode);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { outcome: BUSY.includes(error.code) ? 'busy' : 'refused', code: error.code };
      }
      const revision = revisions.map(({ revisionId }) => revisionId).join(' ') || run.executionId;
      started.push({ run, at, day, revision, read, doubled });
      return { outcome: 'started', executionId: run.executionId };
    };
    return {
      settings,
      now,
      newOwner: () => `invocation ${id}`,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      health: {
        decided: (what) => health.decisions.push(what),
        retryStarted: () => (health.started += 1),
        healed: () => (health.healed += 1),
        breakerOpened: () => (health.opened += 1),
      },
      ledger: {
        read: (...args) =>
          pass('ledger.read', async () => {
            const view = await memory.ledger.read(...args);
            ({ paused } = view);
            return view;
          }),
        write: (...args) => pass('ledger.write', () => memory.ledger.write(...args)),
        spend: (...args) => {
          ({ day } = args[1]);
          return pass('ledger.spend', () => memory.ledger.spend(...args));
        },
        writeBreaker: (...args) => pass('ledger.writeBreaker', () => memory.ledger.writeBreaker(...args)),
      },
      pipelines: () =>
        Promise.resolve({
          state: (pipeline) =>
            pass('state', () => {
              const lagged = lag.reads > 0;
              const state = lag.read(`state ${pipeline}`, () => answers.state(pipeline));
              const failed = newestActions(machine.execution(run.executionId), run.stage).filter(
                isUnfinished,
              );
              read = {
                at: clock.now,
                lagged,
                state,
                definition: answers.definition(pipeline),
                executionVersion: machine.execution(run.executionId).pipeline.version,
                rejected: failed.some(({ action: it }) => it.category === 'Approval'),
                codes: failed.flatMap(({ outcome }) => outcome?.code ?? []),
                failedAt: Math.max(...failed.map(({ updatedAt }) => updatedAt)),
                paused,
                stopped: machine.execution(run.executionId).status.startsWith('Stop'),
              };
              return state;
            }),
          definition: (pipeline) => pass('definition', () => answers.definition(pipeline)),
          execution: (_, executionId) => pass('execution', () => answers.execution(executionId)),
          attempts: (_, executionId) =>
            pass('attempts', () => lag.read(`attempts ${executionId}`, () => answers.attempts(executionId))),
          failedRules: () => Promise.resolve([]),
          succeededIn: () => Promise.resolve([]),
          history: () => Promise.resolve({ executions: [], complete: true }),
          tag: () => Promise.resolve(undefined),
          names: () => Promise.resolve([PIPELINE]),
          externalIds: () => Promise.resolve([]),
        }),
      diagnoser: () =>
        Promise.resolve((actions) =>
          pass('diagnoser', () =>
            actions.map(({ action, result }) => {
              const kind = (result.code ?? 'unknown') as Kind;
              const cause = { class: CLASSES[kind] ?? ('unknown' as const), kind };
              return { action, cause, phases: [], targets: [], alarms: [] };
            }),
          ),
        ),
      planner: () => Promise.resolve({ plan: (due, at) => pass('plan', () => schedules.plan(due, at)) }),
      retrier: () =>
        Promise.resolve({
          retry: (_, mode) => {
            const at = clock.now;
            called.push({ run, at, read });
            return pass('retry', () => act(mode, at)).catch(() => ({
              outcome: 'unknown',
              code: 'TimeoutError',
            }));
          },
          rollback: () => Promise.resolve({ outcome: 'refused', code: 'none' }),
        }),
    };
  };

  const invoke = async ({ input, by }: Letter): Promise<Invocation> => {
    const installation = installations[by];
    if (!installation) throw new Error(`no installation ${by}`);
    const [about] = readRetryInputs(input);
    if (!about) throw new Error('nothing to answer');
    const invocation: Invocation = { input, by, at: clock.now };
    invocations.push(invocation);
    retry(depsOf(invocations.length - 1, installation, about.run), input).then(
      (outcome) => (invocation.outcome = outcome),
      (error: unknown) => (invocation.error = error),
    );
    await settled();
    return invocation;
  };
  return {
    clock,
    machine,
    define,
    events,
    gates,
    installations,
    lag,
    answers,
    settings,
    called,
    started,
    invocations,
    invoke,
    health,
  };
}

export type World = ReturnType<typeof createWorld>;
