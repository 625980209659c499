import { codePipelineChanges } from './codepipeline-changes.ts';
import { codePipelineReads } from './codepipeline-reads.ts';
import { PipelineMachine } from './pipeline-machine.ts';
import type { Emit } from './pipeline-events.ts';
import type { Service } from './service.ts';

/** The pipelines' API: https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html */
export function createCodePipeline(now: () => number, emit: Emit) {
  const machine = new PipelineMachine(now, emit);
  const service: Service = { ...codePipelineReads(machine), ...codePipelineChanges(machine) };
  return { service, machine };
}
