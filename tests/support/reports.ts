import fc from 'fast-check';
import type { Report } from '../../shared/domain/report/report.ts';
import { STOP_REASONS } from '../../shared/domain/retry/decision.ts';
import { AT, PLACE, RUN } from './facts.ts';

/** A report of a failed pipeline, with no more than every report has. */
export function report(more: Partial<Report> = {}): Report {
  return {
    kind: 'pipeline',
    headline: 'failed',
    emoji: '❌',
    state: 'FAILED',
    severity: 'critical',
    name: 'checkout-pipeline',
    needsPerson: true,
    place: PLACE,
    at: AT,
    runId: RUN,
    failedActions: [],
    moreFailedActions: 0,
    changes: [],
    links: [],
    missing: [],
    ...more,
  };
}

/** A failure with everything that can be known of one. */
export const fullReport = report({
  stage: 'Build',
  failedActions: [
    {
      action: 'Compile',
      category: 'Build',
      result: { code: 'JobFailed', summary: 'Build terminated with state: FAILED' },
    },
  ],
  next: { step: 'retry-stage', command: 'aws codepipeline retry-stage-execution --stage-name Build' },
  changes: [
    {
      revision: '3f9c2ab74d1e8a6b5c0f9e2d7a4b1c8e6f3d0a59',
      title: 'Upgrade the base image',
      author: 'Li Wei',
      branch: 'main',
    },
  ],
  failing: { since: AT - 420_000, inARow: 2, orMore: false, lastSuccess: AT - 3_600_000 },
  durationMs: 272_000,
  attempt: 1,
  trigger: { type: 'Push' },
  owner: 'team-checkout',
  links: [
    { to: 'execution', url: 'https://example.com/run' },
    { to: 'action', url: 'https://example.com/build' },
    { to: 'commit', url: 'https://example.com/commit' },
  ],
});

/** Reports whose every text is `text`, in every kind. */
export function reportsOf(text: fc.Arbitrary<string>): fc.Arbitrary<Report> {
  const maybe = fc.option(text, { nil: undefined });
  const change = fc.record({
    revision: text,
    title: maybe,
    author: maybe,
    branch: maybe,
    tag: maybe,
    url: maybe,
  });
  const result = fc.record({ code: maybe, summary: maybe, url: maybe, externalId: maybe });
  const slot = fc.integer({ min: 1, max: 5 });
  const link = fc.constantFrom('execution', 'action', 'log', 'review', 'commit');
  return fc
    .record({
      kind: fc.constantFrom('pipeline', 'approval', 'deployment', 'build'),
      headline: fc.constantFrom('failed', 'unknown', 'approval-waiting', 'recovered', 'deployment-other'),
      name: text,
      state: text,
      runId: text,
      needsPerson: fc.boolean(),
      stage: maybe,
      action: maybe,
      failedActions: fc.array(fc.record({ action: text, category: maybe, result }), { maxLength: 5 }),
      moreFailedActions: fc.nat(45),
      why: fc.constantFrom('none', 'unread', 'rejected', undefined),
      request: maybe,
      comment: maybe,
      retry: fc.option(
        fc.oneof(
          fc.record({
            do: fc.constant('planned'),
            slot,
            of: slot,
            at: fc.constant(AT),
            reason: fc.constant('outage'),
          }),
          fc.record({ do: fc.constantFrom('starting', 'started'), slot, of: slot }),
          fc.record({ do: fc.constant('resumed'), slot, of: slot, stage: text }),
          fc.record({ do: fc.constant('healed'), slot, of: slot, stage: text, durationMs: fc.nat() }),
          fc.record({ do: fc.constant('stop'), reason: fc.constantFrom(...STOP_REASONS) }),
          fc.record({ do: fc.constantFrom('deciding', 'unread') }),
        ),
        { nil: undefined },
      ),
      next: fc.record({ step: fc.constantFrom('retry-stage', 'rolls-back'), command: maybe, id: maybe }),
      changes: fc.array(change, { maxLength: 3 }),
      trigger: fc.record({ type: text, role: maybe }),
      owner: maybe,
      links: fc.uniqueArray(fc.record({ to: link, url: text }), { selector: ({ to }) => to, maxLength: 5 }),
    })
    .map((more) => report(more));
}
