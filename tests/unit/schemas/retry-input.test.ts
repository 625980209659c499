import { describe, expect, it } from 'vitest';
import { readRetryInputs } from '../../../shared/schemas/retry-input.ts';

const run = {
  pipeline: 'checkout-pipeline',
  executionId: '5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461',
  stage: 'Build',
};
const event = (state: string, type = 'CodePipeline Stage Execution State Change') => ({
  'detail-type': type,
  detail: { pipeline: run.pipeline, 'execution-id': run.executionId, stage: run.stage, state },
});
const due = { ...run, slot: 1, try: 2 };

describe('what retry is called for', () => {
  it('is the failure or the success of a stage, raw or processed', () => {
    const { 'detail-type': detailType, ...processed } = event('FAILED');

    expect(readRetryInputs(event('FAILED'))).toEqual([{ what: 'failed', run, at: undefined }]);
    expect(readRetryInputs({ ...event('FAILED'), time: '2026-11-23T10:00:00.9Z' })).toEqual([
      { what: 'failed', run, at: Date.parse('2026-11-23T10:00:00Z') },
    ]);
    expect(readRetryInputs({ detailType, ...processed })).toEqual([{ what: 'failed', run, at: undefined }]);
    expect(readRetryInputs(event('SUCCEEDED'))).toEqual([{ what: 'succeeded', run }]);
  });

  it('is a try that is due, whatever a newer release may add to it', () => {
    expect(readRetryInputs(due)).toEqual([{ what: 'due', run, due }]);
    expect(readRetryInputs({ ...due, more: 1 })).toEqual([{ what: 'due', run, due }]);
  });

  it.each([
    ['detail-type is missing', {}],
    ['detail-type is not that of a stage', event('FAILED', 'CodePipeline Pipeline Execution State Change')],
    ['detail.state is neither FAILED nor SUCCEEDED', event('STARTED')],
  ])('is nothing else: %s', (fault, input) => {
    expect(() => readRetryInputs(input)).toThrow(fault);
  });

  it.each([
    [['slot'], { ...due, slot: 'one' }],
    [['slot'], { ...due, slot: 0 }],
    [['try'], { ...due, try: 1.5 }],
    [['stage'], { ...due, stage: '' }],
    [['slot', 'try'], { ...run, attempt: 1 }],
    [['pipeline', 'stage', 'slot', 'try'], { executionId: run.executionId }],
  ])('is not the input of a schedule that another release wrote with other keys: %o', (keys, input) => {
    const passedOver: (readonly string[])[] = [];

    expect(readRetryInputs(input, (found) => passedOver.push(found))).toEqual([]);
    expect(passedOver).toEqual([keys]);
  });
});
