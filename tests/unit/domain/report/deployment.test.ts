import { describe, expect, it } from 'vitest';
import { reportDeployment } from '../../../../shared/domain/report/deployment.ts';
import { deploymentFact } from '../../../support/facts.ts';

const rollback = { creator: 'codeDeployRollback', undoes: 'd-0' };
const error = { code: 'HEALTH_CONSTRAINTS', message: 'too few healthy instances' };
const see = (id: string) => `aws deploy get-deployment --deployment-id ${id} --region eu-west-1`;

describe('a deployment', () => {
  it.each([
    ['FAILURE', undefined, 'deployment-failed', 'critical', '❌'],
    ['FAILED', undefined, 'deployment-failed', 'critical', '❌'],
    ['FAILURE', rollback, 'rollback-failed', 'critical', '❌'],
    ['STOP', undefined, 'deployment-stopped', 'warning', '⏸'],
    ['STOPPED', undefined, 'deployment-stopped', 'warning', '⏸'],
    ['SUCCESS', rollback, 'rolled-back', 'warning', '🔁'],
    ['READY', undefined, 'deployment-other', 'info', '⚠️'],
  ])('that is %s, by %o: %s, %s', (state, deployment, headline, severity, emoji) => {
    expect(reportDeployment(deploymentFact({ state }), deployment)).toMatchObject({
      headline,
      severity,
      emoji,
    });
  });

  it.each(['SUCCESS', 'SUCCEEDED'])('that undoes nothing is no news: %s', (state) => {
    expect(reportDeployment(deploymentFact({ state }), { creator: 'user' })).toBeUndefined();
    expect(reportDeployment(deploymentFact({ state }), undefined)).toBeUndefined();
  });

  it('that failed says why, where, and how to look closer', () => {
    expect(reportDeployment(deploymentFact(), { creator: 'user', error })).toMatchObject({
      stage: 'production',
      failedActions: [{ result: { code: 'HEALTH_CONSTRAINTS', summary: 'too few healthy instances' } }],
      why: undefined,
      needsPerson: true,
      next: { step: 'see-deployment', command: see('d-1A2B3C4D5') },
      links: [{ to: 'deployment', url: expect.stringContaining('/deployments/d-1A2B3C4D5?') as string }],
    });
  });

  it('that CodeDeploy rolls back by itself needs nobody yet', () => {
    expect(reportDeployment(deploymentFact(), { rollbackId: 'd-2' })).toMatchObject({
      needsPerson: false,
      next: { step: 'rolls-back', id: 'd-2', command: see('d-2') },
    });
  });

  it('that undoes another and fails is not said to be rolled back itself', () => {
    const failed = reportDeployment(deploymentFact(), { ...rollback, rollbackId: 'd-0' });

    expect(failed?.next?.step).toBe('see-deployment');
  });

  it('that undid another leaves nothing to look at', () => {
    expect(reportDeployment(deploymentFact({ state: 'SUCCESS' }), rollback)?.next).toEqual({
      step: 'rolled-back',
    });
  });

  it.each([
    ['was given', { creator: 'user' }, 'none'],
    ['could be read', undefined, 'unread'],
  ])('says that no reason %s', (_what, deployment, why) => {
    expect(reportDeployment(deploymentFact(), deployment)?.why).toBe(why);
  });

  it('that was stopped needs no reason, and no link where the Region is not known', () => {
    const told = reportDeployment(deploymentFact({ state: 'STOP', place: {} }), undefined);

    expect(told).toMatchObject({ why: undefined, links: [], needsPerson: false });
  });
});
