import type { PipelineMachine } from '../../local/aws/pipeline-machine.ts';
import type { answersOf } from './pipelines.ts';

/** Reads that show for a while how things stood before they changed last. */
export function createLag(machine: PipelineMachine, answers: ReturnType<typeof answersOf>) {
  let before = new Map<string, unknown>();
  return {
    /** How many of the next reads lag. */
    reads: 0,
    /** Keeps how things stand, before they change. */
    remember: (): void => {
      before = new Map();
      for (const pipeline of machine.pipelines.keys()) {
        before.set(`state ${pipeline}`, answers.state(pipeline));
        for (const { id } of machine.board(pipeline).executions)
          before.set(`attempts ${id}`, answers.attempts(id));
      }
    },
    read<T>(what: string, present: () => T): T {
      if (this.reads === 0 || !before.has(what)) return present();
      this.reads -= 1;
      return before.get(what) as T;
    },
  };
}
