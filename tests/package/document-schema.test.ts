import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../shared/domain/diagnosis/diagnosis.ts';
import type { ActionAttempt, PastExecution } from '../../shared/domain/execution.ts';
import type { Findings } from '../../shared/domain/findings.ts';
import { renderReport } from '../../shared/domain/dora/message/render.ts';
import type { DoraReport } from '../../shared/domain/dora/report/report.ts';
import { render } from '../../shared/domain/message/message.ts';
import { compose } from '../../shared/domain/report/compose.ts';
import { newsIn, reportNews } from '../../shared/domain/report/news.ts';
import { ROLLBACK_OBSTACLES, STOP_REASONS } from '../../shared/domain/retry/decision.ts';
import type { Decision } from '../../shared/domain/retry/decision.ts';
import { policyFor } from '../../shared/domain/retry/policy.ts';
import { en } from '../../shared/domain/wording/en.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { readFacts } from '../../shared/schemas/event.ts';
import { REPORTS } from '../support/dora-reports.ts';
import { describedKeys, keysOf } from '../support/schema-keys.ts';
import type { Schema } from '../support/schema-keys.ts';
import { buildEvent, deploymentEvent, pipelineEvent, processed } from '../support/events.ts';

/** docs/message.schema.json against the documents that queues and functions get. */

const AT = Date.parse('2026-11-23T10:00:00Z');
const MINUTE = 60_000;
const schema = JSON.parse(
  readFileSync(new URL('../../docs/message.schema.json', import.meta.url), 'utf8'),
) as Schema;
const ajv = new Ajv2020({ allErrors: true, strict: true });
ajv.addFormat('date-time', (text: string) => new Date(text).toISOString() === text);
const validate = ajv.compile(schema);

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

const known: Findings = {
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

/** A case of each kind, with everything or nothing known; together they have every key of the schema. */
const cases: readonly (readonly [string, object, Findings])[] = [
  ['a start', pipelineEvent('STARTED'), {}],
  ['a failure of which all is known', pipelineEvent('FAILED'), known],
  ['a failure of which nothing is known', pipelineEvent('FAILED', { without: 'start-time' }), {}],
  [
    'a failure that nobody could look at',
    pipelineEvent('FAILED'),
    { execution: missing, attempts: missing, history: missing, owner: missing },
  ],
  ['a failure in the processed shape', processed(pipelineEvent('FAILED')), known],
  ['failures without a success', pipelineEvent('FAILED'), { history: found(history('Failed')) }],
  ['a success', pipelineEvent('SUCCEEDED'), {}],
  ['a recovery', pipelineEvent('SUCCEEDED'), known],
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
  ['a failure that nobody decided about', pipelineEvent('FAILED'), { ...known, policy }],
  ['a failure and no ledger', pipelineEvent('FAILED'), { ...known, policy, retry: missing }],
  [
    'a run that a retry healed',
    pipelineEvent('SUCCEEDED'),
    decided({ do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' }),
  ],
  ['a build', buildEvent(), {}],
];

/** What retry tells by itself. */
const newsOfRetry = newsIn({
  version: 1,
  used: 2,
  decision: { do: 'stop', reason: 'used-up' },
  withdrawn: { slot: 1, of: 2, at: AT, reason: 'paused' },
  rollback: { state: 'impossible', targetId: 'a', executionId: 'b', because: 'unknown' },
}).map((news) => {
  const run = { pipeline: 'checkout-pipeline', executionId: 'c', stage: 'Build' };
  const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
  return reportNews(run, news, { place, at: AT });
});

describe('the document of what retry tells by itself', () => {
  it.each(newsOfRetry)('keeps to its schema: $headline', (report) => {
    const { bodies } = render(report, readConfiguration({}));

    validate(JSON.parse(bodies.sqs));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe.each(['en', 'zh-CN'] as const)('the document in %s', (language) => {
  it.each(cases)('keeps to its schema: %s', (_, event, findings) => {
    const document = documentOf(event, findings, language);

    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(Object.entries(REPORTS))('keeps to its schema: a report, %s', (_, report) => {
    validate(JSON.parse(renderReport(report, { language, timeZone: 'UTC' }).bodies.sqs));

    expect(validate.errors ?? []).toEqual([]);
  });

  it('is the same for queues and for functions', () => {
    const { bodies } = messageOf(pipelineEvent('FAILED'), known, language);

    expect(bodies.lambda).toBe(bodies.sqs);
  });
});

describe('the schema', () => {
  it('describes each key that a document has, and none that no document has', () => {
    const ofRetry = newsOfRetry.map(
      (report) => JSON.parse(render(report, readConfiguration({})).bodies.sqs) as object,
    );
    const documents = [
      ...cases.map(([, event, findings]) => documentOf(event, findings)),
      ...ofRetry,
    ].flatMap((document) => keysOf(document));
    const reports = Object.values(REPORTS).flatMap((report) => keysOf(reportOf(report)));

    expect([...new Set([...documents, ...reports])].sort()).toEqual([...describedKeys(schema).keys()].sort());
  });

  it('says something of each key', () => {
    const silent = [...describedKeys(schema)].filter(([, it]) => (it.description ?? '') === '');

    expect(silent).toEqual([]);
  });

  it('names each event, each next step and each reason not to retry that there is', () => {
    const keys = describedKeys(schema);

    const events = [...wordsOf('headline.'), ...Object.keys(REPORTS)];
    expect([...(keys.get('event')?.examples ?? []), 'at'].sort()).toEqual(events.sort());
    expect(keys.get('retry.reason')?.examples).toEqual(['delay', ...STOP_REASONS]);
    expect(keys.get('rollback.because')?.examples).toEqual(ROLLBACK_OBSTACLES);
    expect([...(keys.get('next.step')?.examples ?? [])].sort()).toEqual(wordsOf('next.'));
  });

  it.each([
    ['without its state', { state: undefined }],
    ['of another version', { version: 2 }],
    ['with a severity that filter policies do not know', { severity: 'fatal' }],
    ['with a time without a zone', { occurredAt: '2026-11-23T10:00:00.000' }],
    ['with a line break in its subject', { subject: '[checkout-pipeline]\nFAILED' }],
    ['with a link that is none', { links: { execution: 'javascript:alert(1)' } }],
    ['with a duration in words', { durationSeconds: '4 min 32 s' }],
    ['with a report of no period', { report: { pipelineCount: 3 } }],
  ])('refuses a document %s', (_, wrong) => {
    const document = { ...documentOf(pipelineEvent('FAILED'), known), ...wrong };

    expect(validate(JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  it('takes a document with a key that a later release may add', () => {
    expect(validate({ ...documentOf(pipelineEvent('FAILED'), known), mood: 'gloomy' })).toBe(true);
  });
});

function decided(decision: Decision): Findings {
  const record = { version: 1, used: 2, decidedAt: AT, decision };
  return {
    ...known,
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

function messageOf(event: object, findings: Findings, language = 'en') {
  const settings = readConfiguration({ language, timeZone: 'Asia/Shanghai' });
  const [report] = readFacts(event).map((fact) => compose(fact, findings, settings, AT));
  if (report === undefined) throw new Error('no report, so no message');
  return render(report, settings);
}

function documentOf(event: object, findings: Findings, language = 'en'): object {
  return JSON.parse(messageOf(event, findings, language).bodies.sqs) as object;
}

function reportOf(report: DoraReport): object {
  return JSON.parse(renderReport(report, { language: 'en', timeZone: 'UTC' }).bodies.sqs) as object;
}

/** What the catalogue of texts has under a prefix. */
function wordsOf(prefix: string): readonly string[] {
  return Object.keys(en)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .sort();
}
