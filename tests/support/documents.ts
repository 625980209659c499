import type { Diagnosis } from '../../shared/domain/diagnosis/diagnosis.ts';
import type { ActionAttempt, PastExecution } from '../../shared/domain/execution.ts';
import type { Findings } from '../../shared/domain/findings.ts';
import { newsIn, reportNews } from '../../shared/domain/report/news.ts';
import type { Decision } from '../../shared/domain/retry/decision.ts';
import { policyFor } from '../../shared/domain/retry/policy.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { buildEvent, deploymentEvent, pipelineEvent, processed } from './events.ts';

export const AT = Date.parse('2026-11-23T10:00:00Z');
const MINUTE = 60_000;

const approval = { level: 'Action', stage: 'Release', action: 'Approve', category: 'Approval' } as const;
const change = {
  revision: '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1',
  title: 'Upgrade the base image',
  author: 'Li Wei',
  branch: 'main',
  tag: 'v2.1.0',
  url: 'https://example.com/commit',
};
const trigger = { type: 'StartPipelineExecution', role: 'deployer' };
const rollback = { creator: 'codeDeployRollback', undoes: 'd-0Z9Y8X7W6' };
const error = { code: 'HEALTH_CONSTRAINTS', message: 'Too few healthy instances are available' };
const externalId = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/x:log-stream:y';
const history = (status: string) => ({
  executions: [past('Failed', 20), past(status, 90)],
  complete: false,
});
const missing = {
  status: 'missing',
  reason: 'slow',
  operation: 'codepipeline:ListPipelineExecutions',
} as const;

const diagnosis: Diagnosis = {
  action: 'Compile-0',
  cause: { class: 'permanent', kind: 'dependency-resolution', rule: 'npm-code', line: 'npm error code E404' },
  command: 'npm ci',
  exitStatus: 1,
  failedPhase: 'BUILD',
  phases: [{ name: 'BUILD', durationMs: 84_000 }],
  excerpt: { lines: ['npm error code E404'], cut: true, at: AT },
  stream: { group: '/aws/codebuild/x', stream: 'y' },
  targets: [],
  alarms: [],
};
const deployed: Diagnosis = {
  ...diagnosis,
  alarms: ['checkout-5xx'],
  rollbackId: 'd-2B3C4D5E6',
  targets: [
    {
      id: 'i-0abc',
      status: 'Failed',
      events: [
        {
          name: 'ValidateService',
          status: 'Failed',
          code: 'ScriptFailed',
          scriptName: 'check.sh',
          message: 'exit 7',
        },
      ],
    },
  ],
};

export const KNOWN: Findings = {
  diagnoses: [diagnosis],
  lastSuccess: found({ changes: [], version: 6 }),
  execution: found({ trigger, changes: [change], version: 7 }),
  attempts: found(Array.from({ length: 7 }, (_, n) => failedAttempt(`Compile-${n}`))),
  history: found(history('Succeeded')),
  owner: found('team-checkout'),
};
const policy = policyFor(readConfiguration({}), { pipeline: 'checkout-pipeline', stage: 'Build' });
const asked: Findings = {
  execution: missing,
  attempts: found([
    {
      ...failedAttempt('Approve'),
      stage: 'Release',
      category: 'Approval',
      request: { text: 'Please look.', url: 'https://example.com/staging' },
    },
  ]),
};

/** A case of each kind, with everything or nothing KNOWN; together they have every key of the schema. */
export const CASES: readonly (readonly [string, object, Findings])[] = [
  ['a start', pipelineEvent('STARTED'), {}],
  ['a failure of which all is KNOWN', pipelineEvent('FAILED'), KNOWN],
  ['a failure of which nothing is KNOWN', pipelineEvent('FAILED', { without: 'start-time' }), {}],
  [
    'a failure that nobody could look at',
    pipelineEvent('FAILED'),
    { execution: missing, attempts: missing, history: missing, owner: missing },
  ],
  ['a failure in the processed shape', processed(pipelineEvent('FAILED')), KNOWN],
  ['failures without a success', pipelineEvent('FAILED'), { history: found(history('Failed')) }],
  ['a success', pipelineEvent('SUCCEEDED'), {}],
  ['a recovery', pipelineEvent('SUCCEEDED'), KNOWN],
  ['a stop', withDetail(pipelineEvent('STOPPED'), { 'stop-execution-comments': 'Wrong branch' }), {}],
  ['a state of the future', pipelineEvent('PAUSED'), { execution: missing }],
  ['an approval that waits', pipelineEvent('STARTED', approval), asked],
  ['an approval that was rejected', pipelineEvent('FAILED', approval), asked],
  ['an approval that no longer waits', pipelineEvent('ABANDONED', approval), {}],
  ['a deployment that failed', deploymentEvent('FAILURE'), { deployment: found({ error }) }],
  [
    'a deployment that rolls back',
    deploymentEvent('FAILURE'),
    { deployment: found({ error, rollbackId: 'd-2B3C4D5E6' }) },
  ],
  ['a rollback', deploymentEvent('SUCCESS'), { deployment: found(rollback) }],
  ['a deployment that nobody could look at', deploymentEvent('STOP'), { deployment: missing }],
  [
    'a deployment with the targets on which it failed',
    deploymentEvent('FAILURE'),
    { deployment: found({ error }), diagnoses: [deployed] },
  ],
  [
    'a failed deployment of a pipeline',
    pipelineEvent('FAILED'),
    { attempts: found([{ ...failedAttempt('Roll out'), category: 'Deploy' }]) },
  ],
  ...(
    [
      { do: 'later', slot: 1, of: 2, at: AT + MINUTE, because: 'outage' },
      { do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' },
      { do: 'stop', reason: 'used-up' },
    ] as const
  ).map((decision) => [`a failure: ${decision.do}`, pipelineEvent('FAILED'), decided(decision)] as const),
  ['a failure that nobody decided about', pipelineEvent('FAILED'), { ...KNOWN, policy }],
  ['a failure and no ledger', pipelineEvent('FAILED'), { ...KNOWN, policy, retry: missing }],
  [
    'a run that a retry healed',
    pipelineEvent('SUCCEEDED'),
    decided({ do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' }),
  ],
  ['a build', buildEvent(), {}],
];

/** What retry tells by itself. */
export const NEWS_OF_RETRY = newsIn({
  version: 1,
  used: 2,
  decision: { do: 'stop', reason: 'used-up' },
  withdrawn: { slot: 1, of: 2, at: AT, reason: 'paused' },
  rollback: { state: 'impossible', targetId: 'a', executionId: 'b', because: 'unknown' },
}).map((news) => {
  const run = { pipeline: 'checkout-pipeline', executionId: 'c', stage: 'Build' };
  const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
  return reportNews(run, news, { place, at: AT, now: AT });
});

function decided(decision: Decision): Findings {
  const record = { version: 1, used: 2, decidedAt: AT, decision };
  return {
    ...KNOWN,
    policy,
    retry: found({ ...record, slot: { number: 1, state: 'settled' as const, tries: 1 } }),
  };
}

function found<T>(value: T) {
  return { status: 'found', value } as const;
}

function past(status: string, minutesAgo: number): PastExecution {
  const updatedAt = AT - minutesAgo * MINUTE;
  return { id: `run-${minutesAgo}`, status, startedAt: updatedAt - MINUTE, updatedAt };
}

function failedAttempt(action: string): ActionAttempt {
  const result = {
    code: 'JobFailed',
    summary: 'Build terminated',
    url: 'https://example.com/build',
    externalId,
  };
  const times = { startedAt: AT - 2 * MINUTE, updatedAt: AT - MINUTE };
  return { stage: 'Build', action, category: 'Build', status: 'Failed', result, ...times };
}

function withDetail(event: ReturnType<typeof pipelineEvent>, more: object): object {
  return { ...event, detail: { ...event.detail, ...more } };
}
