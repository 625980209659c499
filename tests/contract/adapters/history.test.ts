import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { putHistory } from '../../../local/aws/pipeline-history.ts';
import type { PastRun } from '../../../local/aws/pipeline-history.ts';
import { DELIVERY, pastRuns } from '../../../local/past-runs.ts';
import { codePipelineHistory } from '../../../shared/adapters/codepipeline-history.ts';
import { createPace } from '../../../shared/adapters/pace.ts';
import type { HistoryReader, Page } from '../../../shared/ports/history.ts';
import { NOON, pipelineArn, startTestAws } from '../../support/aws.ts';
import { oneAnswer } from '../../support/one-answer.ts';
import { REFUSALS } from '../../support/refusals.ts';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z');
const NAME = 'checkout';
const ROLLBACK = '00000001-0000-4000-8000-0000000000ff';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: HistoryReader;

const pace = createPace({
  callsPerSecond: 1e6,
  concurrency: 8,
  now: () => NOON,
  wait: () => Promise.resolve(),
  random: () => 0,
});

beforeAll(async () => {
  aws = await startTestAws();
  reader = codePipelineHistory(pace, aws.options)(Infinity);
  aws.pipelines.define({ name: NAME, arn: pipelineArn(NAME), stages: DELIVERY });
  const runs = pastRuns(MIDNIGHT, 1, [
    { course: 'deployed', daysAgo: 3 },
    { course: 'healed', daysAgo: 2 },
    ...Array.from({ length: 120 }, (_, n) => ({ course: 'build-failed' as const, daysAgo: 10 + n })),
  ]);
  const [first] = runs;
  const back: PastRun = {
    id: ROLLBACK,
    status: 'Succeeded',
    type: 'ROLLBACK',
    rollbackTarget: first?.id ?? '',
    startedAt: MIDNIGHT - 1000,
    rows: [{ action: 'Deploy', status: 'Succeeded', startedAt: MIDNIGHT - 900, seconds: 0.5 }],
  };
  putHistory(aws.pipelines.board(NAME), [...runs, back]);
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

async function all<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...page.items);
    token = page.next;
  } while (token !== undefined);
  return items;
}
const idOf = (index: number) => `00000001-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`;

describe('a history of CodePipeline', () => {
  it('has the pipelines with the versions of their definitions', async () => {
    expect(await reader.pipelines(undefined)).toEqual({ items: [{ name: NAME, version: 1 }] });
  });

  it('has the stages with the categories of their actions', async () => {
    expect(await reader.stages(NAME)).toEqual([
      { name: 'Source', categories: ['Source'] },
      { name: 'Build', categories: ['Build'] },
      { name: 'Production', categories: ['Deploy'] },
    ]);
  });

  it('has executions page by page, with their revisions, which have no times there', async () => {
    const executions = await all((token) => reader.executions(NAME, token));

    expect(executions).toHaveLength(123);
    expect(executions[0]).toEqual({
      id: ROLLBACK,
      status: 'Succeeded',
      type: 'ROLLBACK',
      rollbackTargetId: idOf(0),
      startedAt: MIDNIGHT - 1000,
      updatedAt: MIDNIGHT - 400,
      revisions: [],
    });
    expect(executions.find(({ id }) => id === idOf(1))?.revisions).toEqual([
      { artifact: 'Source', revisionId: `${idOf(1).replaceAll('-', '')}c0ffee00` },
    ]);
  });

  it('has each attempt as a row, of all executions or of one', async () => {
    const rows = await all((token) => reader.attempts(NAME, token));
    const own = await all((token) => reader.attemptsOf(NAME, idOf(1), token));

    expect(rows).toHaveLength(1 + 3 + 4 + 120 * 2);
    expect(own).toEqual(rows.filter(({ executionId }) => executionId === idOf(1)));
    expect(own.filter(({ stage }) => stage === 'Production').map(({ status }) => status)).toEqual([
      'Succeeded',
      'Failed',
    ]);
    expect(own.at(-1)).toEqual({
      executionId: idOf(1),
      stage: 'Source',
      action: 'Checkout',
      category: 'Source',
      status: 'Succeeded',
      startedAt: MIDNIGHT - 2 * 86_400_000,
      updatedAt: MIDNIGHT - 2 * 86_400_000 + 60_000,
    });
  });

  it('knows when revisions were committed, of an execution', async () => {
    const times = await reader.commitTimes(NAME, idOf(0));

    expect([...times.values()]).toEqual([MIDNIGHT - 3 * 86_400_000 - 3 * 3_600_000]);
    expect([...(await reader.commitTimes(NAME, ROLLBACK))]).toEqual([]);
  });

  it('says what is gone', async () => {
    await expect(reader.executions('other', undefined)).rejects.toMatchObject({ reason: 'gone' });
    await expect(reader.commitTimes(NAME, 'ffffffff-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'PipelineExecutionNotFoundException',
    });
  });

  it('passes over what can not be placed, and takes the earliest of several times', async () => {
    const of = (body: object) =>
      codePipelineHistory(pace, oneAnswer(aws.options, JSON.stringify(body)))(Infinity);
    const created = [3, 1, 2];

    expect(
      await of({
        pipelineExecutionSummaries: [{ status: 'Failed' }, { pipelineExecutionId: 'x' }],
      }).executions(NAME, undefined),
    ).toEqual({ items: [] });
    expect(
      await of({
        pipelineExecutionSummaries: [{ pipelineExecutionId: 'x', startTime: 1, sourceRevisions: [{}] }],
      }).executions(NAME, undefined),
    ).toEqual({ items: [{ id: 'x', status: '', startedAt: 1000, updatedAt: 1000, revisions: [] }] });
    expect(
      await of({
        actionExecutionDetails: [
          { stageName: 'a' },
          { pipelineExecutionId: 'x', stageName: 'a', actionName: 'b', startTime: 1 },
        ],
      }).attempts(NAME, undefined),
    ).toEqual({
      items: [
        {
          executionId: 'x',
          stage: 'a',
          action: 'b',
          category: '',
          status: '',
          startedAt: 1000,
          updatedAt: 1000,
        },
      ],
    });
    expect(
      await of({
        pipelineExecution: { artifactRevisions: created.map((it) => ({ revisionId: 'r', created: it })) },
      }).commitTimes(NAME, idOf(0)),
    ).toEqual(new Map([['r', 1000]]));
    expect(await of({}).executions(NAME, undefined)).toEqual({ items: [] });
    expect(await of({}).attempts(NAME, undefined)).toEqual({ items: [] });
    expect(await of({}).pipelines(undefined)).toEqual({ items: [] });
    expect(await of({}).stages(NAME)).toEqual([]);
  });

  it.each(REFUSALS.filter(([fault]) => fault !== 'slow'))(
    'that is %s says so',
    async (fault, reason, code) => {
      aws.faults.inject('codepipeline:ListPipelineExecutions', fault);

      await expect(reader.executions(NAME, undefined)).rejects.toMatchObject({ reason, code });
    },
  );

  it('is asked for again where the service was busy or broke the connection', async () => {
    for (const fault of ['throttled', 'internal', 'reset', 'lost-answer'] as const) {
      aws.faults.inject('codepipeline:GetPipeline', fault, 2);

      expect(await reader.stages(NAME)).toHaveLength(3);
    }
  });
});
