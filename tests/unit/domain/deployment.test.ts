import { describe, expect, it } from 'vitest';
import { isRollback, pipelinesThatMayDeploy } from '../../../shared/domain/deployment.ts';

describe('a rollback', () => {
  it.each([
    ['made by CodeDeploy itself', { creator: 'codeDeployRollback' }, true],
    ['that names what it undoes', { creator: 'user', undoes: 'd-1' }, true],
    ['is not a deployment that is itself rolled back', { creator: 'user', rollbackId: 'd-2' }, false],
    ['is not a deployment of which nothing is known', {}, false],
  ])('%s', (_what, deployment, rollback) => {
    expect(isRollback(deployment)).toBe(rollback);
  });
});

describe('the pipelines that may have started a deployment', () => {
  const names = ['checkout-pipeline', 'checkout-pipeline-production', 'checkout-pipeline-preview', 'billing'];

  it('are all where its revision tells nothing', () => {
    expect(pipelinesThatMayDeploy({}, names)).toEqual(names);
  });

  it("are those whose name begins the artifact's key, of which the service keeps 20 characters", () => {
    const keys = ['checkout-pipeline-pr/BuildOutpu/x1y2z3A', 'billing/BuildOutpu/x1y2z3A'];

    expect(keys.map((artifactKey) => pipelinesThatMayDeploy({ artifactKey }, names))).toEqual([
      ['checkout-pipeline-production', 'checkout-pipeline-preview'],
      ['billing'],
    ]);
  });

  it.each(['releases/app.zip', 'app.zip', 'team/apps/2026/app.zip', 'billing'])(
    'are none where the revision was put in S3 by somebody else: %s',
    (artifactKey) => {
      expect(pipelinesThatMayDeploy({ artifactKey }, names)).toEqual([]);
    },
  );
});
