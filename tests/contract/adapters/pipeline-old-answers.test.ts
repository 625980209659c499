import { describe, expect, it } from 'vitest';
import { codePipelineReader } from '../../../shared/adapters/codepipeline-reader.ts';
import type { PipelineReader } from '../../../shared/ports/pipelines.ts';
import { REGION } from '../../support/aws.ts';
import { oneAnswer } from '../../support/one-answer.ts';

const { signal } = new AbortController();
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const connection = { endpoint: 'http://127.0.0.1:1', region: REGION, credentials };
const options = { maxAttempts: 1, connectionTimeoutMs: 1000, requestTimeoutMs: 1000, connection };

/** A reader of a service that answers this, whatever it is asked. */
function answered(body: object): PipelineReader {
  return codePipelineReader(oneAnswer(options, JSON.stringify(body)));
}

describe('an answer that says less', () => {
  it('is one from before there was a choice of type and mode', async () => {
    const pipeline = { name: 'old', version: 2, stages: [{ name: 'Build', actions: [] }, {}] };

    expect(await answered({ pipeline }).definition('old', signal)).toEqual({
      version: 2,
      type: 'V1',
      mode: 'SUPERSEDED',
      stages: [{ name: 'Build', categories: [], onFailure: undefined }],
    });
  });

  it('leaves a stage open, untried, and without a condition, unless a rule could not be looked at', async () => {
    const errored = { onSuccessConditionState: { latestExecution: { status: 'Errored' } } };
    const stageStates = [{ stageName: 'Build' }, { stageName: 'Deploy', ...errored }, {}];
    const open = { transitionEnabled: true, automaticRetries: 0, manualRetries: 0 };

    const { stages } = await answered({ stageStates }).state('old', signal);

    expect(stages).toMatchObject([
      { name: 'Build', ...open, conditionFailed: false },
      { name: 'Deploy', ...open, conditionFailed: true },
    ]);
  });

  it('has no successes, or none that can be placed', async () => {
    expect(await answered({}).succeededIn('old', 'Build', signal)).toEqual([]);
    const pipelineExecutionSummaries = [{ status: 'Succeeded' }, { pipelineExecutionId: 'a', startTime: 1 }];
    expect(await answered({ pipelineExecutionSummaries }).succeededIn('old', 'Build', signal)).toEqual([
      { id: 'a', type: 'STANDARD', startedAt: 1000, revisions: [] },
    ]);
  });
});
