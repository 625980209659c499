import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../../local/aws/aws-error.ts';
import type { PipelineBoard } from '../../../local/aws/pipeline-board.ts';
import { isUnderWay } from '../../../local/aws/pipeline-execution.ts';
import type { ExecutionMode, StageDefinition } from '../../../local/aws/pipeline-model.ts';
import { BUILD, DEPLOY, LINE, SOURCE, startLine } from './line.ts';

const DOINGS = [
  'start',
  'pass',
  'pass',
  'pass',
  'fail',
  'retry',
  'rollback',
  'stop',
  'abandon',
  'close',
  'open',
  'define',
] as const;
const step = fc.record({ doing: fc.constantFrom(...DOINGS), which: fc.nat(20), all: fc.boolean() });
const checks = ['Lint', 'Unit'].map((name) => ({ name, category: 'Test', provider: 'CodeBuild' }) as const);
const STAGES: readonly StageDefinition[] = [
  SOURCE,
  { ...BUILD, onFailure: { result: 'RETRY' } },
  { name: 'Checks', actions: checks, beforeEntry: [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }] },
  {
    ...DEPLOY,
    onSuccess: [{ name: 'Quiet', provider: 'CloudWatchAlarm' }],
    onFailure: { result: 'ROLLBACK' },
  },
];

type Line = ReturnType<typeof startLine>;
type Step = typeof step extends fc.Arbitrary<infer It> ? It : never;

/** Does something that the service may refuse. */
function play({ pipelines, define }: Line, { doing, which, all }: Step): void {
  const { executions } = pipelines.board(LINE);
  const pick = <It>(items: readonly It[]): It | undefined => items[which % Math.max(1, items.length)];
  const stage = pick(STAGES)?.name ?? '';
  const one = pick(executions.slice(-4));
  switch (doing) {
    case 'start':
      pipelines.start(LINE);
      return;
    case 'pass':
    case 'fail': {
      const rows = executions.flatMap((it) => it.rows.filter(isUnderWay).map((row) => ({ it, row })));
      const rules = executions.flatMap((it) => it.rules.filter(isUnderWay).map(({ rule }) => ({ it, rule })));
      const found = pick([...rows, ...rules]);
      if (!found) return;
      if ('row' in found) {
        const status = doing === 'pass' ? 'Succeeded' : 'Failed';
        pipelines.finish(found.it.id, found.row.actionName, { status });
      } else if (doing === 'pass') pipelines.passCondition(found.it.id, found.rule.name);
      else pipelines.failCondition(found.it.id, found.rule.name, 'in ALARM');
      return;
    }
    case 'retry':
      if (one) pipelines.retryStage(one.id, all ? 'ALL_ACTIONS' : 'FAILED_ACTIONS');
      return;
    case 'rollback':
      if (one) pipelines.rollBack(LINE, stage, one.id);
      return;
    case 'stop':
    case 'abandon':
      if (one) pipelines.stop(one.id, { abandon: doing === 'abandon' });
      return;
    case 'close':
      pipelines.disableTransition(LINE, stage, 'freeze', all ? 'Inbound' : 'Outbound');
      return;
    case 'open':
      pipelines.enableTransition(LINE, stage, all ? 'Inbound' : 'Outbound');
      return;
    case 'define':
      define();
      return;
  }
}

/** What must hold whatever has happened. */
function check(board: PipelineBoard, mode: ExecutionMode): void {
  for (const [index, { name }] of STAGES.entries()) {
    const inside = board.executions.filter(
      (it) => !board.isOutdated(it) && /^(?:InProgress|Stopping)$/u.test(it.runs.get(name)?.status ?? ''),
    );
    const waiting = board.waitingFor(index);
    if (mode !== 'PARALLEL') expect(inside.length).toBeLessThanOrEqual(1);
    if (mode === 'SUPERSEDED') expect(waiting.length).toBeLessThanOrEqual(1);
    for (const it of waiting) expect(board.admits(it)).toBe(false);
  }
  for (const it of board.executions) {
    const goesOn = it.status === 'InProgress' || it.status === 'Stopping';
    const busy = [...it.rows, ...it.rules].some(isUnderWay);
    expect(busy).toBe(goesOn && !it.waiting);
    if (it.waiting) expect(it.status).toBe('InProgress');
  }
}

it.each(['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const)(
  'in the mode %s stages hold what they may, nobody waits for nothing, and nobody is forgotten',
  (mode) => {
    const refused = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const line = startLine({ mode, stages: STAGES });
        for (const one of steps) {
          try {
            play(line, one);
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            refused.add(error.code);
          }
          check(line.pipelines.board(LINE), mode);
          line.state();
        }
      }),
      { numRuns: 400 },
    );
    // The steps must reach the refusals, else the property says little.
    expect(refused.size).toBeGreaterThan(4);
  },
);
