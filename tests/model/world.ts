import { PipelineMachine } from '../../local/aws/pipeline-machine.ts';
import { retry } from '../../functions/retry/retry.ts';
import type { Outcome } from '../../functions/retry/retry.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { readRetryInputs } from '../../shared/schemas/retry-input.ts';
import { pipelineArn } from '../support/aws.ts';
import { fakeLedger } from '../support/fake-ledger.ts';
import { createGates, settled } from './gates.ts';
import { depsOf } from './invocation.ts';
import { createLag } from './lag.ts';
import { answersOf } from './pipelines.ts';
import { createSchedules } from './schedules.ts';
import type { Call, Recorded, RollbackCall, Started } from './seen.ts';
import { PIPELINE, START } from './worlds.ts';
import type { Modelled } from './worlds.ts';

/** What is given to one of the installations. */
export interface Letter {
  readonly input: unknown;
  readonly by: number;
  /** How often it was given since everything works. */
  readonly given?: number;
}

/** An invocation of retry: how it ended, if it has. */
export interface Invocation extends Letter {
  readonly at: number;
  /** It has been given again, after it died or threw. */
  again?: boolean;
  /** A read of its showed how things stood before. */
  lagged?: boolean;
  outcome?: readonly Outcome[];
  error?: unknown;
}

/** CodePipeline, Scheduler and Pipewatch's retry around a virtual clock, in which every call is a place to stop. */
export function createWorld(config: object, { uncounted = false, ...pipeline }: Modelled, installed = 1) {
  /** `changes` counts whatever changes in the pipelines. */
  const clock = { now: START, changes: 0 };
  const now = (): number => clock.now;
  const events: { readonly detail: Readonly<Record<string, unknown>> }[] = [];
  const machine = new PipelineMachine(now, (event) => {
    clock.changes += 1;
    events.push(event as unknown as (typeof events)[number]);
  });
  const define = (name = PIPELINE): void => {
    machine.define({ name, arn: pipelineArn(name), ...pipeline });
  };
  define();
  const answers = answersOf(machine, uncounted);
  const world = {
    clock,
    machine,
    define,
    events,
    answers,
    uncounted,
    gates: createGates(),
    installations: Array.from({ length: installed }, () => ({
      schedules: createSchedules(now),
      memory: fakeLedger(now),
    })),
    lag: createLag(machine, answers),
    settings: readConfiguration({ retry: config }),
    called: [] as Call[],
    started: [] as Started[],
    recorded: [] as Recorded[],
    rollbacks: [] as RollbackCall[],
    /** What was told in messages of retry's own, by its key. */
    told: new Set<string>(),
    invocations: [] as Invocation[],
    /** Those that failed as often as Lambda tries, although everything worked. */
    givenUp: [] as Invocation[],
    health: { decisions: [] as string[], started: 0, healed: 0, opened: 0 },
  };

  const invoke = async ({ input, by, given = 0 }: Letter): Promise<void> => {
    const [about] = readRetryInputs(input);
    if (!about) throw new Error('nothing to answer');
    const invocation: Invocation = { input, by, given, at: clock.now };
    world.invocations.push(invocation);
    retry(depsOf(world, world.invocations.length - 1, about.run), input).then(
      (outcome) => (invocation.outcome = outcome),
      (error: unknown) => (invocation.error = error),
    );
    await settled();
  };
  return { ...world, invoke };
}

export type World = ReturnType<typeof createWorld>;
