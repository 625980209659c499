import { AwsError } from './aws-error.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import type { Execution } from './pipeline-execution.ts';
import type { PipelineMachine } from './pipeline-machine.ts';
import { executionNotFound } from './pipeline-refusals.ts';
import { requiredText } from './service.ts';
import type { Input } from './service.ts';

const NAME = /^[A-Za-z0-9.@_-]{1,100}$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** A parameter that is the name of a pipeline or of a stage. */
export function nameIn(input: Input, parameter: string): string {
  return requiredText(input, parameter, NAME);
}

/** A parameter that is the id of an execution. */
export function idIn(input: Input, parameter = 'pipelineExecutionId'): string {
  return requiredText(input, parameter, UUID);
}

/** A parameter that is one of a few words. */
export function wordIn<Word extends string>(input: Input, parameter: string, words: readonly Word[]): Word {
  const word = words.find((it) => it === input[parameter]);
  if (word !== undefined) return word;
  throw new AwsError(
    'ValidationException',
    `Value at '${parameter}' failed to satisfy constraint: Member must satisfy enum value set: [${words.join(', ')}]`,
  );
}

/** The pipeline that a parameter names. */
export function boardIn(machine: PipelineMachine, input: Input, parameter = 'pipelineName'): PipelineBoard {
  return machine.board(nameIn(input, parameter));
}

/** The execution of a pipeline that the input names. */
export function executionIn(board: PipelineBoard, input: Input): Execution {
  const id = idIn(input);
  const execution = board.execution(id);
  if (execution) return execution;
  throw executionNotFound(id);
}
