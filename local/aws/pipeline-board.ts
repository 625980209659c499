import type { ActionRow, Execution } from './pipeline-execution.ts';
import type { Pipeline } from './pipeline-model.ts';

/** A transition that somebody has disabled. */
export interface DisabledTransition {
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export type TransitionType = 'Inbound' | 'Outbound';

/** What goes on in one pipeline: who is in which stage, who waits, and what is closed. Times in milliseconds. */
export class PipelineBoard {
  /** The definition in force. */
  pipeline: Pipeline;
  readonly createdAt: number;
  updatedAt: number;
  /** In the order in which they started. */
  readonly executions: Execution[] = [];
  /** Whoever entered each stage last. */
  readonly latest = new Map<string, Execution>();
  readonly disabled: Readonly<Record<TransitionType, Map<string, DisabledTransition>>> = {
    Inbound: new Map(),
    Outbound: new Map(),
  };
  /** As the service is now and then for a moment: calls that change something give a ConflictException. */
  busy = false;
  readonly #rows = new Map<string, ActionRow>();

  constructor(pipeline: Pipeline, now: number) {
    this.pipeline = pipeline;
    this.createdAt = this.updatedAt = now;
  }

  /** An execution of this pipeline by its id. */
  execution(id: string): Execution | undefined {
    return this.executions.find((it) => it.id === id);
  }

  stageIndex(stage: string): number {
    return this.pipeline.stages.findIndex(({ name }) => name === stage);
  }

  /** The newest attempt of an action, of whichever execution. */
  latestRow(stage: string, action: string): ActionRow | undefined {
    return this.#rows.get(JSON.stringify([stage, action]));
  }

  keepRow(row: ActionRow): void {
    this.#rows.set(JSON.stringify([row.stageName, row.actionName]), row);
  }

  /** True for an execution that began before the structure was changed. */
  isOutdated(execution: Execution): boolean {
    return execution.pipeline.version !== this.pipeline.version;
  }

  /** Those that wait for a stage, the oldest first. */
  waitingFor(stage: number): readonly Execution[] {
    return this.executions.filter((it) => it.waiting && it.stage === stage);
  }

  /**
   * True where nobody stands in the way: stages hold one execution at a time, but not in the mode PARALLEL. A failure
   * frees the stage, and what still runs by an older structure is not waited for.
   */
  admits(execution: Execution): boolean {
    const { stages, mode } = this.pipeline;
    const name = stages[execution.stage]?.name ?? '';
    const before = stages[execution.stage - 1]?.name ?? '';
    if (this.disabled.Inbound.has(name) || this.disabled.Outbound.has(before)) return false;
    return mode === 'PARALLEL' || !this.isOccupied(name);
  }

  isOccupied(stage: string): boolean {
    const inside = this.latest.get(stage);
    if (!inside || this.isOutdated(inside)) return false;
    return /^(?:InProgress|Stopping)$/u.test(inside.runs.get(stage)?.status ?? '');
  }

  /** The newest execution that a stage can be rolled back to. */
  rollbackTarget(stage: string, notThis: Execution): Execution | undefined {
    return this.executions.findLast(
      (it) => it !== notThis && it.type === 'STANDARD' && !this.isOutdated(it) && hasSucceeded(it, stage),
    );
  }

  /** True where one more execution would be too many. */
  isFull(): boolean {
    const { mode, concurrency = 50 } = this.pipeline;
    if (mode === 'SUPERSEDED') return false;
    return this.executions.filter(({ status }) => status === 'InProgress').length >= concurrency;
  }
}

export function hasSucceeded({ runs }: Execution, stage: string): boolean {
  return runs.get(stage)?.status === 'Succeeded';
}
