import type { PipelineBoard } from './pipeline-board.ts';
import type { pipelineEvents } from './pipeline-events.ts';
import { isUnderWay, stageOf } from './pipeline-execution.ts';
import type { ActionRow, Execution, RuleRow } from './pipeline-execution.ts';
import type { ActionDefinition, ConditionType, Outcome, RuleOutcome } from './pipeline-model.ts';

/** What every part of the machine needs. */
export interface Around {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly id: () => string;
  readonly events: ReturnType<typeof pipelineEvents>;
}

/** The actions and rules of a stage, as they begin and end. */
export class StageWork {
  readonly #board: PipelineBoard;
  readonly #around: Around;

  constructor(board: PipelineBoard, around: Around) {
    this.#board = board;
    this.#around = around;
  }

  begin(execution: Execution, actions: readonly ActionDefinition[]): void {
    const { now, id, events } = this.#around;
    for (const action of actions) {
      const startedAt = now();
      const row: ActionRow = {
        actionExecutionId: id(),
        stageName: stageOf(execution).name,
        actionName: action.name,
        action,
        status: 'InProgress',
        startedAt,
        updatedAt: startedAt,
      };
      execution.rows.push(row);
      this.#board.keepRow(row);
      events.action(execution, row, 'STARTED');
    }
  }

  /** Begins to look at a condition of the stage; false if there is none. */
  evaluate(execution: Execution, condition: ConditionType): boolean {
    const { now, id } = this.#around;
    const { name: stageName, [condition]: rules = [] } = stageOf(execution);
    for (const rule of rules) {
      const [startedAt, ruleExecutionId] = [now(), id()];
      const times = { startedAt, updatedAt: startedAt };
      execution.rules.push({ ruleExecutionId, stageName, rule, condition, status: 'InProgress', ...times });
    }
    return rules.length > 0;
  }

  endAction(execution: Execution, row: ActionRow, outcome: Outcome): void {
    row.outcome = outcome;
    this.#end(execution, row, outcome.status);
    if (outcome.revision) execution.revisions.push(outcome.revision);
    this.#around.events.action(execution, row, outcome.status === 'Succeeded' ? 'SUCCEEDED' : 'FAILED');
  }

  endRule(execution: Execution, row: RuleRow, outcome: RuleOutcome): void {
    row.outcome = outcome;
    this.#end(execution, row, outcome.status);
  }

  /** Gives up rules that are looked at, and actions that are under way, if told so. */
  abandon(execution: Execution, actionsToo: boolean): void {
    for (const row of execution.rules.filter(isUnderWay)) this.#end(execution, row, 'Abandoned');
    if (!actionsToo) return;
    for (const row of execution.rows.filter(isUnderWay)) {
      this.#end(execution, row, 'Abandoned');
      this.#around.events.action(execution, row, 'ABANDONED');
    }
  }

  #end(execution: Execution, row: ActionRow | RuleRow, status: ActionRow['status']): void {
    row.status = status;
    row.updatedAt = execution.updatedAt = this.#around.now();
  }
}
