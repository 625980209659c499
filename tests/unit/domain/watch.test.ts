import { describe, expect, it } from 'vitest';
import { isWatched, ownerByMap, silenceOf } from '../../../shared/domain/watch.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { approvalFact, buildFact, deploymentFact, pipelineFact } from '../../support/facts.ts';

describe('a pipeline is watched', () => {
  it.each([
    [{}, true],
    [{ include: ['billing-*', 'checkout-*'] }, true],
    [{ include: ['billing-*'] }, false],
    [{ exclude: ['*-pipeline'] }, false],
    [{ include: ['checkout-pipeline'], exclude: ['checkout-*'] }, false],
  ])('by its includes, unless an exclude matches: %o', (pipelines, watched) => {
    expect(isWatched('checkout-pipeline', readConfiguration({ pipelines }))).toBe(watched);
  });
});

describe('a fact is passed over', () => {
  const silence = (fact: Parameters<typeof silenceOf>[0], notify: object = {}, pipelines: object = {}) =>
    silenceOf(fact, readConfiguration({ notify, pipelines }));

  it('not, by default', () => {
    expect([pipelineFact(), approvalFact(), deploymentFact(), buildFact()].map((it) => silence(it))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it.each([
    ['its state is muted', pipelineFact({ state: 'SUPERSEDED' }), {}, 'state-muted'],
    ['deployments are off', deploymentFact(), { deployments: false }, 'deployments-off'],
    ['builds are off', buildFact(), { builds: false }, 'builds-off'],
    [
      'the build is part of a pipeline',
      buildFact({ initiator: 'codepipeline/checkout-pipeline' }),
      {},
      'build-of-a-pipeline',
    ],
  ])('if %s', (_what, fact, notify, reason) => {
    expect(silence(fact, notify)).toBe(reason);
  });

  it('if its pipeline is not watched, its approvals too', () => {
    const pipelines = { exclude: ['checkout-*'] };

    expect(silence(pipelineFact(), {}, pipelines)).toBe('pipeline-not-watched');
    expect(silence(approvalFact(), {}, pipelines)).toBe('pipeline-not-watched');
  });

  it('not if somebody is waited for, though runs that start are muted', () => {
    const notify = { mutedStates: ['STARTED'] };

    expect(silence(pipelineFact({ state: 'STARTED' }), notify)).toBe('state-muted');
    expect(silence(approvalFact(), notify)).toBeUndefined();
  });

  it('not if a person started the build', () => {
    expect(silence(buildFact({ initiator: 'deployer/li.wei' }))).toBeUndefined();
  });
});

it("a pipeline's owner is named by the first pattern of the map that matches", () => {
  const settings = { owners: { map: { 'checkout-*': 'team-checkout', '*': 'team-platform' } } };

  expect(ownerByMap('checkout-pipeline', settings)).toBe('team-checkout');
  expect(ownerByMap('billing', settings)).toBe('team-platform');
  expect(ownerByMap('billing', { owners: { map: {} } })).toBeUndefined();
});
