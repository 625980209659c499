import { AwsError } from '../../local/aws/aws-error.ts';
import type { Deps } from '../../functions/retry/deps.ts';
import type { Kind } from '../../shared/domain/diagnosis/cause.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import { revisionOf } from '../../shared/domain/retry/revision.ts';
import type { LedgerView } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Effect } from '../../shared/ports/retrier.ts';
import { CLASSES } from './causes.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';
import type { Call, Read } from './seen.ts';
import { PIPELINE } from './worlds.ts';
import type { World } from './world.ts';

const BUSY = ['ConflictException', 'ConcurrentPipelineExecutionsLimitExceededException'];

/** What one invocation reaches of the world: each call waits at a gate, and what it sees and does is kept. */
export function depsOf(world: Omit<World, 'invoke'>, id: number, run: StageRun): Deps {
  const { clock, machine, answers, lag, gates, settings, called, started, health } = world;
  const invocation = world.invocations[id];
  const installation = world.installations[invocation?.by ?? 0];
  if (!invocation || !installation) throw new Error(`no invocation ${id}`);
  const { memory, schedules } = installation;
  const lost = () => new ServiceError('aws', 'TimeoutError', 'slow', undefined);
  const pass = <T>(name: string, effect: () => T) => gates.through(id, name, effect, lost);
  let read: Read | undefined;
  let decidedOn:
    | { readonly begun: Read | undefined; readonly view: LedgerView; readonly attempts: Truth | undefined }
    | undefined;
  let attempts: Truth | undefined;
  let day = '';
  const truth = () => truthOf(machine, run);

  const act = (mode: 'FAILED_ACTIONS' | 'ALL_ACTIONS', call: Call): Effect => {
    call.isAnswered = true;
    const isSame = (it: Call) => it.run.executionId === run.executionId && it.run.stage === run.stage;
    const doubled = started.some(isSame) && answers.isBusy(run.executionId, run.stage);
    const { changes } = answers.execution(run.executionId);
    try {
      machine.retry(run.pipeline, run.stage, run.executionId, mode);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { outcome: BUSY.includes(error.code) ? 'busy' : 'refused', code: error.code };
    }
    started.push({ ...call, day, revision: revisionOf(changes, run.executionId), doubled });
    return { outcome: 'started', executionId: run.executionId };
  };

  return {
    settings,
    now: () => clock.now,
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
          decidedOn = { begun: read, view, attempts };
          return view;
        }),
      write: (of, before, after) =>
        pass('ledger.write', async () => {
          const isWritten = await memory.ledger.write(of, before, after);
          const { begun, view } = decidedOn ?? {};
          if (!isWritten || !view || !read || !after.decision || after.decision === before?.decision)
            return isWritten;
          const isUndisturbed =
            !read.lagged && !begun?.lagged && begun?.changes === clock.changes && begun.at === clock.now;
          const { breaker } = await memory.ledger.read(
            of,
            { day: '', revision: '' },
            after.kind ?? 'unknown',
          );
          world.recorded.push({
            run,
            at: clock.now,
            decision: after.decision,
            truth: truth(),
            ledger: { ...view, breaker },
            tries: schedules.triesOf(run, view.record?.slot?.number ?? 1),
            isUndisturbed,
          });
          return isWritten;
        }),
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
            invocation.lagged ||= lagged;
            const state = lag.read(`state ${pipeline}`, () => answers.state(pipeline));
            read = {
              at: clock.now,
              lagged,
              state,
              definition: answers.definition(pipeline),
              executionVersion: machine.execution(run.executionId).pipeline.version,
              truth: truth(),
              paused: decidedOn?.view.paused ?? false,
              changes: clock.changes,
            };
            return state;
          }),
        definition: (pipeline) => pass('definition', () => answers.definition(pipeline)),
        execution: (_, executionId) => pass('execution', () => answers.execution(executionId)),
        attempts: (_, executionId) =>
          pass('attempts', () => {
            invocation.lagged ||= lag.reads > 0;
            if (read) read.lagged ||= lag.reads > 0;
            attempts = lag.reads > 0 ? undefined : truth();
            return lag.read(`attempts ${executionId}`, () => answers.attempts(executionId));
          }),
        failedRules: () => Promise.resolve([]),
        succeededIn: (pipeline, stage) => pass('succeededIn', () => answers.succeededIn(pipeline, stage)),
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
          const overlaps = called.some(
            (it) =>
              it.run.executionId === run.executionId &&
              it.run.stage === run.stage &&
              !it.isAnswered &&
              !gates.dead.has(it.by),
          );
          const call = {
            run,
            by: id,
            at: clock.now,
            read: read && { ...read },
            attempts,
            decidedOn: decidedOn?.attempts,
            overlaps,
            isAnswered: false,
          };
          called.push(call);
          return pass('retry', () => act(mode, call)).catch(() => {
            call.isAnswered = true;
            return { outcome: 'unknown', code: 'TimeoutError' };
          });
        },
        rollback: ({ pipeline, stage }, targetId) => {
          const call = { run, at: clock.now, read: read && { ...read }, targetId, isBusy: false };
          world.rollbacks.push(call);
          return pass('rollback', (): Effect => {
            try {
              return { outcome: 'started', executionId: machine.rollBack(pipeline, stage, targetId) };
            } catch (error) {
              if (!(error instanceof AwsError)) throw error;
              call.isBusy = BUSY.includes(error.code);
              return { outcome: call.isBusy ? 'busy' : 'refused', code: error.code };
            }
          }).catch(() => ({ outcome: 'unknown', code: 'TimeoutError' }));
        },
      }),
    messenger: () =>
      Promise.resolve({
        once: async (key, _, task) => {
          const name = key.join(' ');
          if (world.told.has(name)) return { outcome: 'duplicate' };
          await task();
          world.told.add(name);
          return { outcome: 'done' };
        },
        publish: ({ subject }) => pass('publish', () => subject),
      }),
    place: { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
  };
}
