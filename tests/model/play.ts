import fc from 'fast-check';
import { AwsError } from '../../local/aws/aws-error.ts';
import type { Fate } from './gates.ts';
import { breakElsewhere, turn } from './turn.ts';
import { MINUTE } from './worlds.ts';
import type { Invocation, Letter, World } from './world.ts';

/** Lambda ends a function that takes longer. */
const TIMEOUT_MS = 60_000;

const FATES: Readonly<Record<string, Fate>> = {
  call: 'works',
  'call fails': 'fails',
  'answer lost': 'answer-lost',
  'function dies': 'dies',
};

/** What may happen next, one of these lists more often than another. */
export const CALM = ['call', 'call', 'call', 'call', 'call newest', 'run', 'deliver', 'wait'] as const;
export const RUNNING = ['fail network', 'fail network', 'fail unknown', 'fail test', 'pass'] as const;
export const FAULTS = [
  'call fails',
  'answer lost',
  'function dies',
  'duplicate',
  'again',
  'tick',
  'lag',
] as const;
export const PEOPLE = [
  'start',
  'fail stopped',
  'by hand',
  'stop',
  'abandon',
  'close',
  'open',
  'close deploy',
  'open deploy',
  'native',
  'outage',
  'roll back',
  'meet',
  'break',
  'define',
  'busy',
  'idle',
  'pause',
  'resume',
] as const;

export type Doing = (typeof CALM | typeof RUNNING | typeof FAULTS | typeof PEOPLE)[number];
export interface Step {
  readonly doing: Doing;
  readonly which: number;
}

export function stepsOf(weights: readonly (readonly [number, readonly Doing[]])[], maxLength: number) {
  const doing = fc.oneof(
    ...weights.map(([weight, doings]) => ({ weight, arbitrary: fc.constantFrom(...doings) })),
  );
  return fc.array(fc.record({ doing, which: fc.nat(30) }), { maxLength, size: 'max' });
}

/** What EventBridge has yet to deliver, and what it has delivered. */
export interface Mail {
  readonly letters: Letter[];
  readonly delivered: Letter[];
}

/** Puts what has been emitted and what is due into the mail. */
export function collect(world: World, mail: Mail): void {
  for (const event of world.events.splice(0)) {
    const { stage, state, action } = event.detail;
    const isWanted =
      state === 'FAILED' || (state === 'SUCCEEDED' && 'stage-last-retry-attempt-time' in event.detail);
    if (stage === undefined || action !== undefined || !isWanted) continue;
    mail.letters.push(...world.installations.map((_, by) => ({ input: event, by })));
  }
  for (const [by, { schedules }] of world.installations.entries())
    mail.letters.push(...schedules.fire().map((input) => ({ input, by })));
}

/** Moves the clock; functions that have run too long are ended. */
export function advance(world: World, ms: number): void {
  world.clock.now += ms;
  const { gates, invocations, clock } = world;
  for (const [id, it] of invocations.entries()) if (clock.now - it.at > TIMEOUT_MS) gates.dead.add(id);
  const alive = gates.waiting.filter(({ invocation }) => !gates.dead.has(invocation));
  gates.waiting.splice(0, gates.waiting.length, ...alive);
}

/** Those that died or threw, and have not been given again. */
export function lostOnes({ invocations, gates }: World): readonly Invocation[] {
  return invocations.filter(
    (it, id) =>
      it.again !== true && it.outcome === undefined && (it.error !== undefined || gates.dead.has(id)),
  );
}

export async function deliver(world: World, mail: Mail, which: number): Promise<void> {
  const [letter] = mail.letters.splice(which % Math.max(1, mail.letters.length), 1);
  if (letter === undefined) return;
  mail.delivered.push(letter);
  await world.invoke(letter);
}

/** Does one thing; what the service refuses a person is nothing. */
export async function play(world: World, mail: Mail, { doing, which }: Step): Promise<void> {
  const fate = FATES[doing];
  if (fate) await world.gates.release(which, fate);
  else if (doing === 'call newest') await world.gates.release(world.gates.waiting.length - 1, 'works');
  else if (doing === 'run') while (await world.gates.release(0, 'works'));
  else if (doing === 'deliver') await deliver(world, mail, which);
  else if (doing === 'duplicate') {
    const again = mail.delivered[which % Math.max(1, mail.delivered.length)];
    if (again !== undefined) await world.invoke(again);
  } else if (doing === 'again') {
    const lost = lostOnes(world)[0];
    if (lost) await giveAgain(world, lost);
  } else if (doing === 'wait') advance(world, (1 + which) * MINUTE);
  else if (doing === 'lag') world.lag.reads = 1 + (which % 4);
  else if (doing === 'tick') advance(world, which * 1000);
  else if (doing === 'outage') await breakElsewhere(world);
  else {
    try {
      turn(world, doing, which);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
  collect(world, mail);
}

export async function giveAgain(world: World, lost: Invocation, given = 0): Promise<void> {
  lost.again = true;
  await world.invoke({ ...lost, given });
}
