import { afterEach, beforeEach, vi } from 'vitest';
import { calmDown } from './calm.ts';
import type { End } from './calm.ts';
import { play } from './play.ts';
import type { Mail, Step } from './play.ts';
import { createWorld } from './world.ts';
import { PIPELINE } from './worlds.ts';
import type { Modelled } from './worlds.ts';
import type { World } from './world.ts';

/** How many schedules each property is tried on; `npm run soak` sets more. */
export const RUNS = Number(process.env['MODEL_RUNS'] ?? 2500);

/** Without a guard it is enough to know that something fails. */
export const ENDS_ON_FAILURE = process.env['WITHOUT_GUARD'] !== undefined;

/** So that each schedule has something to answer. */
const FAILED_BUILD: readonly Step[] = (['pass', 'fail network', 'fail network'] as const).map((doing) => ({
  doing,
  which: 0,
}));

/** What happens, and how actions end once everything works. */
export interface Schedule {
  readonly steps: readonly Step[];
  readonly ends?: readonly End[];
}

/** Runs a pipeline whose build fails, does the steps, and then lets everything come to an end. */
export async function runPipeline(
  pipeline: Modelled,
  { steps, ends }: Schedule,
  config: object,
  installed = 1,
): Promise<World> {
  const world = createWorld(config, pipeline, installed);
  const mail: Mail = { letters: [], delivered: [] };
  world.machine.start(PIPELINE);
  for (const step of [...FAILED_BUILD, ...steps]) await play(world, mail, step);
  await calmDown(world, mail, ends);
  return world;
}

/** Time-outs are the model's own, not the machine's. */
export function withModelTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
