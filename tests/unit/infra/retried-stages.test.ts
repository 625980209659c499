import { expect, it } from 'vitest';
import { retriedStages } from '../../../infra/retried-stages.js';
import { filled } from '../../../local/package.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const Action = 'codepipeline:RetryStageExecution';
const stages = (pipeline: string) => `arn:aws:codepipeline:eu-west-1:111122223333:${pipeline}/*`;
const statements = (config: object) => filled({ all: retriedStages(readConfiguration(config)) })['all'];

it("allows retries of every watched pipeline's stages, and no rollback", () => {
  expect(statements({})).toEqual([{ Sid: 'RetryStages', Effect: 'Allow', Action, Resource: [stages('*')] }]);
});

it('allows rollbacks only where some stage asks for them', () => {
  const overrides = [{ stage: 'Deploy', whenExhausted: 'rollback' }];

  for (const retry of [{ whenExhausted: 'rollback' }, { overrides }])
    expect(statements({ retry })).toMatchObject([{ Action: [Action, 'codepipeline:RollbackStage'] }]);
});

it('denies them for what is excluded, whatever is included', () => {
  const pipelines = { include: ['checkout-*', 'billing'], exclude: ['*-sandbox'] };

  expect(statements({ pipelines, retry: { exclude: ['checkout-legacy'] } })).toEqual([
    { Sid: 'RetryStages', Effect: 'Allow', Action, Resource: [stages('checkout-*'), stages('billing')] },
    {
      Sid: 'LeaveTheseAlone',
      Effect: 'Deny',
      Action,
      Resource: [stages('*-sandbox'), stages('checkout-legacy')],
    },
  ]);
});

it('denies them for all pipelines where nothing is to be retried, and only there', () => {
  const none = { Sid: 'LeaveTheseAlone', Effect: 'Deny', Action, Resource: [stages('*')] };
  const overrides = [{ pipeline: 'billing', enabled: true }];

  expect(statements({ retry: { enabled: false } })).toMatchObject([{ Effect: 'Allow' }, none]);
  expect(statements({ retry: { enabled: false, overrides } })).toMatchObject([{ Effect: 'Allow' }]);
});
