import { describe, expect, it } from 'vitest';
import type { PipelineDefinition } from '../../../local/aws/pipeline-model.ts';
import { BUILD, DEPLOY, idOf, LINE, SOURCE, startLine } from './line.ts';

type Line = ReturnType<typeof startLine>;

/** An execution that went through, and a newer one whose deployment has failed. */
function failedDeploy(more: Partial<PipelineDefinition> = {}): Line {
  const line = startLine(more);
  line.start('a');
  const revision = { revisionId: 'abc', revisionSummary: 'Round prices' };
  line.pipelines.finish(idOf('a'), 'Checkout', { status: 'Succeeded', revision });
  line.pass('a', 'Build', 'Deploy');
  line.start('b');
  line.pass('b', 'Source', 'Build');
  line.happened();
  line.fail('b', 'Deploy');
  return line;
}

describe('a rollback', () => {
  it('is a new execution of that one stage, with the revisions of its target', () => {
    const line = failedDeploy();
    line.happened();
    const id = line.pipelines.rollBack(LINE, 'Deploy', idOf('a'));

    expect(line.happened()).toEqual(['* STARTED', '* Deploy STARTED', '* Deploy/Ship STARTED']);
    expect(line.call('GetPipelineExecution', { pipelineName: LINE, pipelineExecutionId: id })).toMatchObject({
      pipelineExecution: {
        status: 'InProgress',
        executionType: 'ROLLBACK',
        trigger: { triggerType: 'ManualRollback' },
        rollbackMetadata: { rollbackTargetPipelineExecutionId: idOf('a') },
        artifactRevisions: [{ revisionId: 'abc' }],
      },
    });
    expect(line.state().stageStates?.[2]?.latestExecution).toEqual({
      pipelineExecutionId: id,
      status: 'InProgress',
      type: 'ROLLBACK',
    });
    line.pipelines.finish(id, 'Ship', { status: 'Succeeded' });
    expect(line.pipelines.execution(id).status).toBe('Succeeded');
  });

  it('leaves the failed execution without a retry', () => {
    const line = failedDeploy();
    line.pipelines.rollBack(LINE, 'Deploy', idOf('a'));

    expect(() => {
      line.pipelines.retryStage(idOf('b'));
    }).toThrow(expect.objectContaining({ code: 'NotLatestPipelineExecutionException' }));
  });

  it('ends after its stage, wherever that is', () => {
    const line = startLine();
    line.start('a');
    line.pass('a', 'Source', 'Build');
    const id = line.pipelines.rollBack(LINE, 'Build', idOf('a'));
    line.pipelines.finish(id, 'Compile', { status: 'Succeeded' });

    expect(line.pipelines.execution(id).status).toBe('Succeeded');
    expect(line.stages()).toEqual(['Source a Succeeded', 'Build * Succeeded', 'Deploy a InProgress']);
  });
});

describe('a rollback is refused', () => {
  const refuse = (line: Line, code: string, stage = 'Deploy', target = idOf('a')): void => {
    expect(() => line.pipelines.rollBack(LINE, stage, target)).toThrow(expect.objectContaining({ code }));
  };

  it.each<[string, Partial<PipelineDefinition>]>([
    ['of the type V1', { type: 'V1' }],
    ['in the mode PARALLEL', { mode: 'PARALLEL' }],
  ])('in a pipeline %s', (_what, more) => {
    refuse(failedDeploy(more), 'UnableToRollbackStageException');
  });

  it('of a source stage, of a stage that is running, of one that is gone, and while the pipeline is busy', () => {
    const line = failedDeploy();
    refuse(line, 'UnableToRollbackStageException', 'Source');
    refuse(line, 'StageNotFoundException', 'Nowhere');
    line.pipelines.setBusy(LINE, true);
    refuse(line, 'ConflictException');
    line.pipelines.setBusy(LINE, false);
    line.pipelines.retryStage(idOf('b'));
    refuse(line, 'UnableToRollbackStageException');
  });

  it('to an execution that is unknown, has not succeeded there, or is a rollback itself', () => {
    const line = failedDeploy();
    refuse(line, 'PipelineExecutionNotFoundException', 'Deploy', idOf('f'));
    refuse(line, 'UnableToRollbackStageException', 'Deploy', idOf('b'));
    const id = line.pipelines.rollBack(LINE, 'Deploy', idOf('a'));
    line.pipelines.finish(id, 'Ship', { status: 'Succeeded' });
    refuse(line, 'UnableToRollbackStageException', 'Deploy', id);
  });

  it('to an execution that ran with another structure', () => {
    const line = failedDeploy();
    line.define();
    refuse(line, 'PipelineExecutionOutdatedException');
  });
});

describe('the native rollback of a stage', () => {
  const onFailure = { result: 'ROLLBACK' } as const;
  const stages = [SOURCE, BUILD, { ...DEPLOY, onFailure }];

  it('begins at once, to the newest execution that succeeded there, and is not rolled back itself', () => {
    const line = failedDeploy({ stages });

    expect(line.happened()).toEqual([
      'b Deploy/Ship FAILED',
      'b Deploy FAILED',
      'b FAILED',
      '* STARTED',
      '* Deploy STARTED',
      '* Deploy/Ship STARTED',
    ]);
    const rollback = line.pipelines.underWay(LINE)[0]?.execution;
    expect(rollback).toMatchObject({
      type: 'ROLLBACK',
      rollbackTarget: idOf('a'),
      trigger: { triggerType: 'AutomatedRollback' },
    });
    line.pipelines.finish(rollback?.id ?? '', 'Ship', { status: 'Failed' });
    expect(line.pipelines.underWay(LINE)).toEqual([]);
  });

  it('does not happen where there is nothing to go back to', () => {
    const line = startLine({ stages });
    line.start('a');
    line.pass('a', 'Source', 'Build');
    line.fail('a', 'Deploy');

    expect(line.pipelines.underWay(LINE)).toEqual([]);
    expect(line.status('a')).toBe('Failed');
  });
});
