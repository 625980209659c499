import { describe, expect, it } from 'vitest';
import type { RetryMode } from '../../../local/aws/pipeline-model.ts';
import { BUILD, DEPLOY, idOf, LINE, SOURCE, startLine } from './line.ts';

type Line = ReturnType<typeof startLine>;

/** An execution whose build has failed. */
function failedBuild(more: Parameters<typeof startLine>[0] = {}): Line {
  const line = startLine(more);
  line.start('a');
  line.pass('a', 'Source');
  line.fail('a', 'Build');
  line.happened();
  return line;
}

function retry(
  { pipelines }: Line,
  letter: string,
  stage = 'Build',
  mode: RetryMode = 'FAILED_ACTIONS',
): void {
  pipelines.retry(LINE, stage, idOf(letter), mode);
}

const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('a retry', () => {
  it('resumes the execution, which keeps its id, and is counted', () => {
    const line = failedBuild();
    retry(line, 'a');

    expect(line.happened()).toEqual(['a RESUMED', 'a Build RESUMED', 'a Build/Compile STARTED']);
    expect(line.state().stageStates?.[1]).toMatchObject({
      latestExecution: { pipelineExecutionId: idOf('a'), status: 'InProgress' },
      retryStageMetadata: { manualStageRetryAttempt: 1, latestRetryTrigger: 'ManualStageRetry' },
    });
    line.fail('a', 'Build');
    retry(line, 'a');
    line.pass('a', 'Build', 'Deploy');
    expect(line.status('a')).toBe('Succeeded');
    expect(line.state().stageStates?.map((it) => it.retryStageMetadata?.manualStageRetryAttempt)).toEqual([
      undefined,
      2,
      undefined,
    ]);
  });

  it('says in the events of the stage when it was tried last, and that of its start leaves out the start time', () => {
    const line = failedBuild();
    line.clock.now += 90_000;
    retry(line, 'a');
    const resumed = line.events.find(({ detail }) => detail['stage'] === 'Build');
    line.clock.now += 60_000;
    line.fail('a', 'Build');

    expect(resumed?.detail).toMatchObject({
      state: 'RESUMED',
      'pipeline-execution-attempt': 2,
      'stage-last-retry-attempt-time': '2026-11-23T12:01:30.000Z',
    });
    expect(resumed?.detail['start-time']).toBeUndefined();
    const failed = line.events.findLast(({ detail }) => detail['stage'] === 'Build' && !detail['action']);
    expect(failed?.detail).toMatchObject({
      state: 'FAILED',
      'stage-last-retry-attempt-time': '2026-11-23T12:01:30.000Z',
      'start-time': '2026-11-23T12:00:00.000Z',
    });
  });

  it('of the failed actions leaves the others alone, one of all actions does not', () => {
    const actions = ['Lint', 'Unit'].map((name) => {
      return { name, category: 'Test', provider: 'CodeBuild' } as const;
    });
    const line = startLine({ stages: [{ name: 'Checks', actions }] });
    const end = (name: string, status: 'Succeeded' | 'Failed'): void => {
      line.pipelines.finish(idOf('a'), name, { status });
    };
    line.start('a');
    end('Lint', 'Succeeded');
    end('Unit', 'Failed');
    line.happened();
    retry(line, 'a', 'Checks');
    expect(line.happened()).toEqual(['a RESUMED', 'a Checks RESUMED', 'a Checks/Unit STARTED']);
    end('Unit', 'Failed');
    line.happened();
    retry(line, 'a', 'Checks', 'ALL_ACTIONS');

    expect(line.happened().slice(2)).toEqual(['a Checks/Lint STARTED', 'a Checks/Unit STARTED']);
  });

  it('may come while other actions of the stage are under way, but not one of all actions', () => {
    const actions = ['Lint', 'Unit'].map((name) => {
      return { name, category: 'Test', provider: 'CodeBuild' } as const;
    });
    const line = startLine({ stages: [{ name: 'Checks', actions }] });
    line.start('a');
    line.pipelines.finish(idOf('a'), 'Lint', { status: 'Failed' });
    line.happened();

    expect(() => {
      retry(line, 'a', 'Checks', 'ALL_ACTIONS');
    }).toThrow(refusal('ConflictException'));
    retry(line, 'a', 'Checks');
    expect(line.happened()).toEqual(['a Checks/Lint STARTED']);
    expect(line.stages()).toEqual(['Checks a InProgress']);
  });

  it('runs all actions once more where a condition on their success was not met', () => {
    const onSuccess = [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }];
    const line = startLine({ stages: [{ ...BUILD, onSuccess }] });
    line.start('a');
    line.pass('a', 'Build');
    line.pipelines.failCondition(idOf('a'), 'NoAlarm', 'in ALARM');
    expect(line.state().stageStates?.[0]?.onSuccessConditionState?.latestExecution?.status).toBe('Failed');
    line.happened();
    retry(line, 'a', 'Build', 'ALL_ACTIONS');
    expect(line.happened().at(-1)).toBe('a Build/Compile STARTED');
    line.pass('a', 'Build');
    line.pipelines.passCondition(idOf('a'), 'NoAlarm');

    expect(line.status('a')).toBe('Succeeded');
  });
});

describe('a retry is refused', () => {
  it('of an execution that another has followed into the stage, whatever became of that one', () => {
    const line = failedBuild();
    line.start('b');
    line.pass('b', 'Source');

    for (const end of [() => undefined, line.fail, line.pass]) {
      end('b', 'Build');
      expect(() => {
        retry(line, 'a');
      }).toThrow(refusal('NotLatestPipelineExecutionException'));
      if (line.status('b') === 'Failed') retry(line, 'b');
    }
  });

  it('where nothing has failed, or a retry is under way already', () => {
    const line = failedBuild();
    retry(line, 'a');

    for (const stage of ['Source', 'Build', 'Deploy']) {
      expect(() => {
        retry(line, 'a', stage);
      }).toThrow(refusal('StageNotRetryableException'));
    }
    expect(() => {
      retry(line, 'f');
    }).toThrow(refusal('StageNotRetryableException'));
  });

  it('of a stage that is gone, of a pipeline that is busy, and beyond the limit of executions', () => {
    const line = failedBuild({ mode: 'QUEUED', concurrency: 1 });
    expect(() => {
      retry(line, 'a', 'Nowhere');
    }).toThrow(refusal('StageNotFoundException'));
    line.pipelines.setBusy(LINE, true);
    expect(() => {
      retry(line, 'a');
    }).toThrow(refusal('ConflictException'));
    line.pipelines.setBusy(LINE, false);
    line.start('b');
    expect(() => {
      retry(line, 'a');
    }).toThrow(refusal('ConcurrentPipelineExecutionsLimitExceededException'));
  });

  it('in the mode PARALLEL not because of others', () => {
    const line = failedBuild({ mode: 'PARALLEL' });
    line.start('b');
    line.pass('b', 'Source');
    retry(line, 'a');

    expect(line.pipelines.underWay(LINE)).toHaveLength(2);
  });
});

describe('the native retry of a stage', () => {
  const onFailure = { result: 'RETRY' } as const;
  const stages = [SOURCE, { ...BUILD, onFailure }, DEPLOY];

  it('comes at once, ahead of whoever waits, and only once', () => {
    const line = startLine({ stages });
    line.start('a');
    line.pass('a', 'Source');
    line.start('b');
    line.pass('b', 'Source');
    line.happened();
    line.fail('a', 'Build');

    expect(line.happened()).toEqual([
      'a Build/Compile FAILED',
      'a Build FAILED',
      'a FAILED',
      'a RESUMED',
      'a Build RESUMED',
      'a Build/Compile STARTED',
    ]);
    expect(line.state().stageStates?.[1]?.retryStageMetadata).toEqual({
      autoStageRetryAttempt: 1,
      manualStageRetryAttempt: undefined,
      latestRetryTrigger: 'AutomatedStageRetry',
    });
    line.fail('a', 'Build');
    expect(line.status('a')).toBe('Failed');
    expect(line.stages()).toEqual(['Source b Succeeded', 'Build b InProgress']);
  });

  it('is not repeated after a retry by hand', () => {
    const line = startLine({ stages });
    line.start('a');
    line.pass('a', 'Source');
    line.fail('a', 'Build');
    line.fail('a', 'Build');
    retry(line, 'a');
    line.fail('a', 'Build');

    expect(line.status('a')).toBe('Failed');
    expect(line.state().stageStates?.[1]?.retryStageMetadata).toEqual({
      autoStageRetryAttempt: 1,
      manualStageRetryAttempt: 1,
      latestRetryTrigger: 'ManualStageRetry',
    });
  });

  it('runs all actions where it is told to, and is none of pipelines of the type V1', () => {
    const all = { ...BUILD, onFailure: { ...onFailure, retryMode: 'ALL_ACTIONS' } as const };
    const line = failedBuild({ stages: [SOURCE, all] });
    expect(line.status('a')).toBe('InProgress');

    expect(failedBuild({ stages, type: 'V1' }).status('a')).toBe('Failed');
  });
});
