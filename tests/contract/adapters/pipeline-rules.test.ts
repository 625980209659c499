import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StageDefinition } from '../../../local/aws/pipeline-model.ts';
import { codePipelineReader } from '../../../shared/adapters/codepipeline-reader.ts';
import type { PipelineReader } from '../../../shared/ports/pipelines.ts';
import { NOON, pipelineArn, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: PipelineReader;
const { signal } = new AbortController();
const MINUTE = 60_000;
const rule = { name: 'NoAlarm', provider: 'CloudWatchAlarm' };

beforeAll(async () => {
  aws = await startTestAws();
  reader = codePipelineReader({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

/** A pipeline of its own for each test, whose one stage has these rules. */
function withRules(name: string, rules: Pick<StageDefinition, 'beforeEntry' | 'onSuccess'>): string {
  const actions = [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] as const;
  aws.pipelines.define({ name, arn: pipelineArn(name), stages: [{ name: 'Build', actions, ...rules }] });
  return name;
}

describe('the rules of stage conditions that failed', () => {
  it('says which stage failed by which rule, and why, although no action failed', async () => {
    const pipeline = withRules('read-rules', { onSuccess: [rule, { ...rule, name: 'Tested' }] });
    aws.clock.now = NOON;
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.finish(id, 'Compile', { status: 'Succeeded' });
    aws.pipelines.passCondition(id, 'Tested');
    aws.clock.now += MINUTE;
    aws.pipelines.failCondition(id, 'NoAlarm', 'Alarm checkout-5xx\nis in ALARM', {
      code: 'RuleFailed',
      externalUrl: 'https://example.com/alarm',
    });

    expect(await reader.failedRules(pipeline, id, signal)).toEqual([
      {
        stage: 'Build',
        rule: 'NoAlarm',
        startedAt: NOON,
        updatedAt: NOON + MINUTE,
        summary: 'Alarm checkout-5xx is in ALARM',
        code: 'RuleFailed',
        url: 'https://example.com/alarm',
      },
    ]);
    const attempts = await reader.attempts(pipeline, id, signal);
    expect(attempts.map(({ status }) => status)).toEqual(['Succeeded']);
    expect((await reader.history(pipeline, signal)).executions[0]?.status).toBe('Failed');
  });

  it('reads every page, each evaluation a row of its own', async () => {
    const pipeline = withRules('read-rule-pages', { beforeEntry: [rule] });
    const id = aws.pipelines.start(pipeline);
    for (let n = 0; n < 120; n++) {
      aws.pipelines.failCondition(id, 'NoAlarm', 'in ALARM');
      aws.pipelines.retryStage(id);
    }

    expect(await reader.failedRules(pipeline, id, signal)).toHaveLength(120);
  });

  it('finds none where no stage has a condition', async () => {
    const pipeline = withRules('read-no-rules', {});

    expect(await reader.failedRules(pipeline, aws.pipelines.start(pipeline), signal)).toEqual([]);
  });

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    const pipeline = withRules('read-rules-faulty', {});
    const id = aws.pipelines.start(pipeline);
    aws.faults.inject('codepipeline:ListRuleExecutions', fault);

    await expect(reader.failedRules(pipeline, id, signal)).rejects.toMatchObject({
      name: 'ServiceError',
      operation: 'codepipeline:ListRuleExecutions',
      reason,
      code,
    });
  });

  it('says that an execution is gone', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const call = reader.failedRules(withRules('read-rules-gone', {}), unknown, signal);

    await expect(call).rejects.toMatchObject({ reason: 'gone' });
  });
});
