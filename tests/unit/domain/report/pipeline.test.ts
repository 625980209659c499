import { describe, expect, it } from 'vitest';
import type { ActionAttempt } from '../../../../shared/domain/execution.ts';
import type { PipelineFact } from '../../../../shared/domain/fact.ts';
import type { Findings } from '../../../../shared/domain/findings.ts';
import { reportPipeline } from '../../../../shared/domain/report/pipeline.ts';
import { approvalFact, AT, attempt, MINUTE, pastRun, pipelineFact, RUN } from '../../../support/facts.ts';

const found = <T>(value: T) => ({ status: 'found', value }) as const;
const denied = {
  status: 'missing',
  reason: 'denied',
  operation: 'codepipeline:ListPipelineExecutions',
} as const;
const rows = (...attempts: ActionAttempt[]): Findings => ({ attempts: found(attempts) });
const tell = (fact: PipelineFact, findings: Findings = {}) => reportPipeline(fact, findings, AT, AT);

describe('why a pipeline failed', () => {
  it('is what its failed actions say', () => {
    const result = { code: 'JobFailed', summary: 'exit status 1' };

    const told = tell(pipelineFact(), rows(attempt({ result })));

    expect(told).toMatchObject({
      stage: 'Build',
      failedActions: [{ action: 'Compile', result }],
      why: undefined,
    });
  });

  it('is told of five actions; the others are counted', () => {
    const many = Array.from({ length: 7 }, (_, n) =>
      attempt({ action: `Check-${n}`, result: { code: 'E' } }),
    );

    const told = tell(pipelineFact(), rows(...many));

    expect([told.failedActions.length, told.moreFailedActions]).toEqual([5, 2]);
  });

  it('counts what the event only counts: four failed, three of them named', () => {
    const failedActions = ['A', 'B', 'C'].map((action) => ({ action }));
    const told = tell(pipelineFact({ failedActions, failedActionCount: 4 }));

    expect([told.failedActions.length, told.moreFailedActions]).toEqual([3, 1]);
  });

  it.each([
    ['no action gives a reason', rows(attempt()), 'none'],
    ['the actions could not be read', { attempts: denied }, 'unread'],
    ['an approval was rejected', rows(attempt({ category: 'Approval' })), 'rejected'],
  ])('is said in our words where %s', (_what, findings, why) => {
    expect(tell(pipelineFact(), findings).why).toBe(why);
  });

  it('is no question for other states', () => {
    expect(tell(pipelineFact({ state: 'STOPPED' }), rows(attempt()))).toMatchObject({
      why: undefined,
      failedActions: [],
      stage: undefined,
    });
  });
});

describe('an approval', () => {
  const asked = (text: string, more: Partial<ActionAttempt> = {}) =>
    attempt({ stage: 'Release', action: 'Approve', status: 'InProgress', request: { text }, ...more });

  it("asks what the event says, else what its action's configuration says", () => {
    const url = 'https://example.com/staging';
    const findings = rows(asked('from the service'), asked('of another', { action: 'Sign off' }));

    expect(tell(approvalFact({ request: { text: 'from the event', url } }), findings)).toMatchObject({
      kind: 'approval',
      request: 'from the event',
      links: [{ to: 'execution' }, { to: 'review', url }],
    });
    expect(tell(approvalFact(), findings).request).toBe('from the service');
    expect(tell(approvalFact()).request).toBeUndefined();
  });

  it('is the only one that asks', () => {
    expect(tell(pipelineFact({ request: { text: 'x' } })).request).toBeUndefined();
  });
});

describe('the change', () => {
  const change = (revision: string) => ({ revision, url: `https://example.com/${revision}` });

  it("is the event's own, else the first three of the execution", () => {
    const execution = found({ changes: ['a', 'b', 'c', 'd'].map(change) });

    expect(tell(pipelineFact({ change: change('e') }), { execution }).changes).toEqual([change('e')]);
    expect(tell(pipelineFact(), { execution }).changes.map(({ revision }) => revision)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(tell(pipelineFact(), { execution: denied }).changes).toEqual([]);
  });

  it('comes with what started the run, by the event, else by the execution', () => {
    const execution = found({ trigger: { type: 'Webhook' }, changes: [] });

    expect(tell(pipelineFact({ trigger: { type: 'Push' } }), { execution }).trigger).toEqual({
      type: 'Push',
    });
    expect(tell(pipelineFact(), { execution }).trigger).toEqual({ type: 'Webhook' });
  });
});

describe('since when', () => {
  const history = found({ executions: [pastRun('Failed', 20), pastRun('Succeeded', 60)], complete: true });

  it('a pipeline fails is told where the history could be read', () => {
    expect(tell(pipelineFact(), { history }).failing).toMatchObject({ inARow: 2 });
    expect(tell(pipelineFact(), { history: denied }).failing).toBeUndefined();
    expect(tell(pipelineFact({ level: 'stage', stage: 'Build' }), { history }).failing).toBeUndefined();
  });

  it('it had failed is told by a success, which makes it a recovery', () => {
    const success = pipelineFact({ state: 'SUCCEEDED' });

    expect(tell(success, { history })).toMatchObject({
      headline: 'recovered',
      severity: 'critical',
      recovery: { failures: 1, durationMs: 20 * MINUTE },
    });
    expect(tell(success, { history: denied })).toMatchObject({ headline: 'succeeded', severity: 'info' });
    expect(tell({ ...success, level: 'stage', stage: 'Build' }, { history }).recovery).toBeUndefined();
  });
});

describe('how long a run took', () => {
  const history = found({ executions: [pastRun('Failed', 0, RUN)], complete: true });

  it.each([
    ["from the event's own start", pipelineFact({ startedAt: AT - MINUTE }), { history }, MINUTE],
    ['else from its line in the history', pipelineFact(), { history }, 10 * MINUTE],
    ['not, where nobody knows its start', pipelineFact(), {}, undefined],
    ['not, where the start lies after the end', pipelineFact({ startedAt: AT + 1 }), {}, undefined],
    ['not, when it starts', pipelineFact({ state: 'STARTED', startedAt: AT - 1 }), {}, undefined],
    ['not, for an action of it', approvalFact({ state: 'FAILED', startedAt: AT - MINUTE }), {}, undefined],
  ])('is told %s', (_what, fact, findings, durationMs) => {
    expect(tell(fact, findings).durationMs).toBe(durationMs);
  });
});

describe('the links', () => {
  it('lead to the run, the failed action, its log and the commit, in this order', () => {
    const externalId = 'arn:aws:logs:eu-west-1:111122223333:log-group:shop:log-stream:run';
    const result = { url: 'https://example.com/build', externalId };
    const change = { revision: 'a', url: 'https://example.com/commit' };

    const { links } = tell(pipelineFact({ change }), rows(attempt({ result })));

    expect(links.map(({ to }) => to)).toEqual(['execution', 'build', 'log', 'commit']);
    expect(links[2]?.url).toContain('#logsV2:');
  });

  it('are left out where they are not known', () => {
    expect(
      tell(pipelineFact({ place: {} }), rows(attempt({ result: { externalId: 'shop:1' } }))).links,
    ).toEqual([]);
  });
});
