import { describe, expect, it } from 'vitest';
import { BUILD, idOf, LINE, SOURCE, startLine } from './line.ts';

describe('when the structure is changed', () => {
  it('whoever waits is cancelled, and what runs ends with its stage', () => {
    const { define, start, pass, status, stages, happened } = startLine();
    start('a');
    pass('a', 'Source');
    start('b');
    pass('b', 'Source');
    happened();
    define();

    expect(happened()).toEqual(['b CANCELED']);
    expect(['a', 'b'].map(status)).toEqual(['InProgress', 'Cancelled']);
    pass('a', 'Build');
    expect(happened()).toEqual(['a Build/Compile SUCCEEDED', 'a Build CANCELED', 'a CANCELED']);
    expect(stages()).toEqual(['Source b Succeeded', 'Build a Cancelled']);
  });

  it('what fails afterwards has failed, and neither is retried nor rolled back by the service', () => {
    const onFailure = { result: 'RETRY' } as const;
    const { define, start, pass, fail, happened } = startLine({ stages: [SOURCE, { ...BUILD, onFailure }] });
    start('a');
    pass('a', 'Source');
    define();
    happened();
    fail('a', 'Build');

    expect(happened()).toEqual(['a Build/Compile FAILED', 'a Build FAILED', 'a FAILED']);
  });

  it('a rule that is met afterwards lets nobody in', () => {
    const beforeEntry = [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }];
    const { pipelines, define, start, pass, happened } = startLine({
      stages: [SOURCE, { ...BUILD, beforeEntry }],
    });
    start('a');
    pass('a', 'Source');
    define();
    happened();
    pipelines.passCondition(idOf('a'), 'NoAlarm');

    expect(happened()).toEqual(['a Build CANCELED', 'a CANCELED']);
  });

  it('new executions do not wait for what still runs', () => {
    const { define, start, pass, stages } = startLine();
    start('a');
    pass('a', 'Source');
    define();
    start('b');
    pass('b', 'Source');

    expect(stages()).toEqual(['Source b Succeeded', 'Build b InProgress']);
  });

  it('a stage that failed before cannot be retried', () => {
    const { pipelines, define, start, pass, fail } = startLine();
    start('a');
    pass('a', 'Source');
    fail('a', 'Build');
    define();

    expect(() => {
      pipelines.retry(LINE, 'Build', idOf('a'), 'FAILED_ACTIONS');
    }).toThrow(expect.objectContaining({ code: 'StageNotRetryableException' }));
  });

  it('a closed transition stays closed', () => {
    const { pipelines, define, state } = startLine();
    pipelines.disableTransition(LINE, 'Build');
    define();

    expect(state().stageStates?.[1]?.inboundTransitionState?.enabled).toBe(false);
  });
});
