import type { LogEvent } from '../../../shared/domain/diagnosis/build.ts';
import { seeded } from './noise.ts';

/** One command of a buildspec and what it writes. */
export interface Step {
  readonly phase: 'INSTALL' | 'PRE_BUILD' | 'BUILD' | 'POST_BUILD';
  readonly command: string;
  readonly output: readonly string[];
  /** 0 where it is left out. */
  readonly exitStatus?: number;
}

const START = Date.UTC(2026, 10, 23, 8, 4, 35);

/** The log of a build: the rest of a phase is skipped after a failed command, and POST_BUILD runs nevertheless. */
export function codeBuildLog(steps: readonly Step[], seed = 1): LogEvent[] {
  const writer = createWriter(seed);
  writer.say('Running on CodeBuild On-demand');
  writer.say('Waiting for agent ping');
  writer.say('Waiting for DOWNLOAD_SOURCE');
  writer.say('Phase is DOWNLOAD_SOURCE');
  writer.say('CODEBUILD_SRC_DIR=/codebuild/output/src312456789/src');
  writer.say('YAML location is /codebuild/output/src312456789/src/buildspec.yml');
  writer.say(`Phases found in YAML: ${new Set(steps.map(({ phase }) => phase)).size}`);
  writer.say('Phase complete: DOWNLOAD_SOURCE State: SUCCEEDED');
  writer.say('Phase context status code:  Message: ');
  let built = true;
  for (const phase of ['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD'] as const) {
    if (!built && phase !== 'POST_BUILD') continue;
    writer.say(`Entering phase ${phase}`);
    let failed: Step | undefined;
    for (const step of steps.filter((each) => each.phase === phase)) {
      writer.say(`Running command ${step.command}`);
      writer.write(step.output);
      if (!step.exitStatus) continue;
      failed = step;
      writer.say(`Command did not exit successfully ${step.command} exit status ${step.exitStatus}`);
      break;
    }
    writer.say(`Phase complete: ${phase} State: ${failed ? 'FAILED' : 'SUCCEEDED'}`);
    writer.say(
      failed
        ? `Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: ${failed.command}. Reason: exit status ${failed.exitStatus ?? 0}`
        : 'Phase context status code:  Message: ',
    );
    if (failed) built = false;
  }
  return writer.events;
}

/** The log of an action whose commands write as they are, without marks of CodeBuild. */
export function plainLog(output: readonly string[], seed = 1): LogEvent[] {
  const writer = createWriter(seed);
  writer.write(output);
  return writer.events;
}

/** CodeBuild's own lines alone. */
export function containerLog(said: readonly string[]): LogEvent[] {
  const writer = createWriter(1);
  said.forEach(writer.say);
  return writer.events;
}

function createWriter(seed: number) {
  const random = seeded(seed);
  const events: LogEvent[] = [];
  let at = START;
  return {
    events,
    /** A line of CodeBuild; of a long command each line is an event, and all have the time of the first. */
    say: (text: string): void => {
      at += Math.ceil(random() * 300);
      const stamp = new Date(at).toISOString().replaceAll('-', '/').replace('T', ' ').replace('Z', '456');
      events.push(
        ...`[Container] ${stamp} ${text}`.split('\n').map((line) => ({ at, message: `${line}\n` })),
      );
    },
    /** Lines as they are flushed: one or a few an event. */
    write: (output: readonly string[]): void => {
      for (let from = 0; from < output.length;) {
        const count = 1 + Math.floor(random() * 4);
        at += Math.ceil(random() * 120);
        events.push({ at, message: `${output.slice(from, from + count).join('\n')}\n` });
        from += count;
      }
    },
  };
}
