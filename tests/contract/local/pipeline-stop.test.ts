import { describe, expect, it } from 'vitest';
import { idOf, LINE, startLine } from './line.ts';

describe('an execution that is stopped', () => {
  it('lets its actions end, and frees the stage then', () => {
    const line = startLine();
    line.start('a');
    line.pass('a', 'Source');
    line.start('b');
    line.pass('b', 'Source');
    line.happened();
    line.pipelines.stop(idOf('a'), { reason: 'wrong branch' });

    expect(line.events[0]?.detail['stop-execution-comments']).toBe('wrong branch');
    expect(line.happened()).toEqual(['a STOPPING', 'a Build STOPPING']);
    expect(line.stages()).toEqual(['Source b Succeeded', 'Build a Stopping', 'Build < b']);
    line.fail('a', 'Build');
    expect(line.happened().slice(0, 4)).toEqual([
      'a Build/Compile FAILED',
      'a Build STOPPED',
      'a STOPPED',
      'b Build STARTED',
    ]);
    expect(line.call('ListPipelineExecutions', { pipelineName: LINE })).toMatchObject({
      pipelineExecutionSummaries: [
        { status: 'InProgress' },
        { status: 'Stopped', stopTrigger: { reason: 'wrong branch' } },
      ],
    });
  });

  it('abandons its actions where that is asked for, later too', () => {
    const line = startLine();
    line.start('a');
    line.pass('a', 'Source');
    line.pipelines.stop(idOf('a'));
    line.happened();
    line.pipelines.stop(idOf('a'), { abandon: true });

    expect(line.happened()).toEqual(['a Build/Compile ABANDONED', 'a Build STOPPED', 'a STOPPED']);
    expect(line.state().stageStates?.[1]?.actionStates?.[0]?.latestExecution?.status).toBe('Abandoned');
  });

  it('ends at once where it waits for a stage, or for a rule only', () => {
    const line = startLine();
    line.start('a');
    line.start('b');
    line.happened();
    line.pipelines.stop(idOf('b'));
    expect(line.happened()).toEqual(['b STOPPING', 'b STOPPED']);

    const beforeEntry = [{ name: 'NoAlarm', provider: 'CloudWatchAlarm' }];
    line.define({ name: 'ruled', stages: [{ name: 'Build', actions: [], beforeEntry }] });
    const id = line.pipelines.start('ruled');
    line.pipelines.stop(id);
    expect(line.pipelines.execution(id).status).toBe('Stopped');
  });

  it('may be retried, as the console offers it', () => {
    const line = startLine();
    line.start('a');
    line.pass('a', 'Source');
    line.pipelines.stop(idOf('a'), { abandon: true });
    line.pipelines.retryStage(idOf('a'));
    line.pass('a', 'Build');

    expect(line.stages()).toEqual(['Source a Succeeded', 'Build a Succeeded', 'Deploy a InProgress']);
  });
});

describe('a stop is refused', () => {
  const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

  it('twice, and where nothing is in progress', () => {
    const line = startLine();
    line.start('a');
    line.pipelines.stop(idOf('a'));
    expect(() => {
      line.pipelines.stop(idOf('a'));
    }).toThrow(refusal('DuplicatedStopRequestException'));
    line.fail('a', 'Source');
    expect(() => {
      line.pipelines.stop(idOf('a'));
    }).toThrow(refusal('PipelineExecutionNotStoppableException'));
    expect(() => {
      line.pipelines.stopIn(LINE, idOf('f'), false);
    }).toThrow(refusal('PipelineExecutionNotStoppableException'));
  });

  it('while the execution is being stopped a retry is one too', () => {
    const line = startLine();
    line.start('a');
    line.pipelines.stop(idOf('a'));

    expect(() => {
      line.pipelines.retryStage(idOf('a'));
    }).toThrow(refusal('ConflictException'));
  });
});
