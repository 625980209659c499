import type { PipelineBoard } from './pipeline-board.ts';
import { newExecution } from './pipeline-execution.ts';
import type { ActionRow, Execution } from './pipeline-execution.ts';
import type { Outcome } from './pipeline-model.ts';

/** A run of the past; times in milliseconds since the epoch. */
export interface PastRun {
  readonly id: string;
  readonly status: Execution['status'];
  readonly startedAt: number;
  /** The end of its last row, if it isn't given. */
  readonly updatedAt?: number;
  readonly type?: Execution['type'];
  readonly rollbackTarget?: string;
  readonly revision?: NonNullable<Outcome['revision']>;
  readonly rows: readonly PastRow[];
}

/** An attempt of an action of the pipeline. */
export interface PastRow {
  readonly action: string;
  readonly status: ActionRow['status'];
  readonly startedAt: number;
  readonly seconds: number;
}

/** Puts runs of the past into a pipeline's history, as if they had run there. */
export function putHistory({ pipeline, executions }: PipelineBoard, runs: readonly PastRun[]): void {
  const actions = new Map(
    pipeline.stages.flatMap((stage) =>
      stage.actions.map((action) => [action.name, { stage, action }] as const),
    ),
  );
  for (const { rows, revision, updatedAt, ...run } of runs) {
    const attempts = rows.map((row, index): ActionRow => {
      const found = actions.get(row.action);
      if (!found) throw new Error(`${pipeline.name} has no action ${row.action}`);
      return {
        actionExecutionId: `${run.id}-${index}`,
        stageName: found.stage.name,
        actionName: row.action,
        action: found.action,
        startedAt: row.startedAt,
        updatedAt: row.startedAt + row.seconds * 1000,
        status: row.status,
      };
    });
    executions.push(
      newExecution({
        pipeline,
        trigger: { triggerType: 'WebhookV2' },
        ...run,
        rows: attempts,
        revisions: revision ? [revision] : [],
        updatedAt: updatedAt ?? Math.max(run.startedAt, ...attempts.map((row) => row.updatedAt)),
      }),
    );
  }
  executions.sort((a, b) => a.startedAt - b.startedAt);
}
