import { describe, expect, it } from 'vitest';
import type { Findings } from '../../../../shared/domain/findings.ts';
import { compose } from '../../../../shared/domain/report/compose.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import {
  AT,
  attempt,
  buildFact,
  deploymentFact,
  MINUTE,
  pastRun,
  PLACE,
  pipelineFact,
} from '../../../support/facts.ts';

const found = <T>(value: T) => ({ status: 'found', value }) as const;
const settings = readConfiguration({});
const NOW = AT + MINUTE;

describe('a report', () => {
  it('says of which fact it is, whatever the source', () => {
    const facts = [pipelineFact(), buildFact(), deploymentFact()];

    expect(facts.map((fact) => compose(fact, {}, settings, NOW))).toMatchObject([
      { kind: 'pipeline', name: 'checkout-pipeline', state: 'FAILED', at: AT, place: PLACE },
      { kind: 'build', name: 'image-scan', state: 'FAILED', at: AT, place: PLACE },
      { kind: 'deployment', name: 'billing', state: 'FAILURE', at: AT, place: PLACE },
    ]);
  });

  it('takes the present for the time of an event that has none', () => {
    expect(compose(pipelineFact({ at: undefined }), {}, settings, NOW)?.at).toBe(NOW);
  });

  it("names the owner by the map, else by the pipeline's tag", () => {
    const owner = found('team-tag');
    const mapped = readConfiguration({ owners: { map: { 'checkout-*': 'team-map' } } });

    expect(compose(pipelineFact(), { owner }, mapped, NOW)?.owner).toBe('team-map');
    expect(compose(pipelineFact(), { owner }, settings, NOW)?.owner).toBe('team-tag');
    expect(compose(pipelineFact(), {}, settings, NOW)?.owner).toBeUndefined();
  });

  it('lists what could not be read and why, and not what nobody asked for', () => {
    const findings: Findings = {
      owner: { status: 'missing', reason: 'denied', operation: 'codepipeline:ListPipelineExecutions' },
      history: { status: 'missing', reason: 'slow', operation: 'codepipeline:ListPipelineExecutions' },
      attempts: found([]),
    };

    expect(compose(pipelineFact(), findings, settings, NOW)?.missing).toEqual([
      { what: 'history', reason: 'slow', operation: 'codepipeline:ListPipelineExecutions' },
      { what: 'owner', reason: 'denied', operation: 'codepipeline:ListPipelineExecutions' },
    ]);
  });

  it('is not made of a deployment that succeeded', () => {
    expect(compose(deploymentFact({ state: 'SUCCESS' }), {}, settings, NOW)).toBeUndefined();
  });
});

describe('where only recoveries are wanted', () => {
  const recoveries = readConfiguration({ notify: { success: 'recovery' } });
  const success = pipelineFact({ state: 'SUCCEEDED' });
  const past = (status: string): Findings => ({
    history: found({ executions: [pastRun(status, 20)], complete: true }),
    attempts: found([]),
  });

  it('a success after a success is quiet', () => {
    expect(compose(success, past('Succeeded'), recoveries, NOW)).toBeUndefined();
  });

  it('a success after a failure is told, and one after its own retry', () => {
    expect(compose(success, past('Failed'), recoveries, NOW)?.headline).toBe('recovered');
    expect(
      compose(success, { ...past('Succeeded'), attempts: found([attempt()]) }, recoveries, NOW)?.headline,
    ).toBe('recovered');
  });

  it.each(['history', 'attempts'] as const)(
    'a success is told if it may be a recovery: no %s',
    (question) => {
      const findings = {
        ...past('Succeeded'),
        [question]: { status: 'missing', reason: 'denied', operation: 'codepipeline:ListPipelineExecutions' },
      };

      expect(compose(success, findings, recoveries, NOW)?.headline).toBe('succeeded');
    },
  );

  it('everything else is told as ever', () => {
    expect(compose(pipelineFact({ state: 'STARTED' }), {}, recoveries, NOW)).toBeDefined();
    expect(compose({ ...success, level: 'stage', stage: 'Build' }, {}, recoveries, NOW)).toBeDefined();
    expect(compose(buildFact({ state: 'SUCCEEDED' }), {}, recoveries, NOW)).toBeDefined();
    expect(compose(success, past('Succeeded'), settings, NOW)).toBeDefined();
  });
});
