import { describe, expect, it } from 'vitest';
import { deployingStageOf, productionStageOf } from '../../../shared/domain/production-stage.ts';

const source = { name: 'Source', categories: ['Source'] };
const staging = { name: 'Staging', categories: ['Deploy'] };
const live = { name: 'Live', categories: ['Approval', 'Deploy'] };
const smoke = { name: 'Smoke', categories: ['Test'] };

describe('the production stage', () => {
  it('is the configured one, whatever the pipeline deploys', () => {
    expect(productionStageOf([source, staging, live, smoke], 'Staging')).toBe('Staging');
  });

  it('is not one that the pipeline does not have', () => {
    expect(productionStageOf([source, staging, live, smoke], 'Prod')).toBe('Live');
    expect(productionStageOf([], 'Prod')).toBeUndefined();
  });

  it('is else the last one with a Deploy action', () => {
    expect(productionStageOf([source, staging, live, smoke], undefined)).toBe('Live');
  });

  it('is else the last one', () => {
    expect(productionStageOf([source, smoke], undefined)).toBe('Smoke');
    expect(productionStageOf([], undefined)).toBeUndefined();
  });
});

describe('the last stage that deploys', () => {
  it('is none in a pipeline without a Deploy action', () => {
    expect(deployingStageOf([source, smoke], undefined)).toBeUndefined();
  });
});
