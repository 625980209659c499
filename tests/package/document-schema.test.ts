import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Findings } from '../../shared/domain/findings.ts';
import { renderReport } from '../../shared/domain/dora/message/render.ts';
import type { DoraReport } from '../../shared/domain/dora/report/report.ts';
import { render } from '../../shared/domain/message/message.ts';
import { compose } from '../../shared/domain/report/compose.ts';
import { ROLLBACK_OBSTACLES, STOP_REASONS } from '../../shared/domain/retry/decision.ts';
import { en } from '../../shared/domain/wording/en.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { readFacts } from '../../shared/schemas/event.ts';
import { REPORTS } from '../support/dora-reports.ts';
import { describedKeys, keysOf } from '../support/schema-keys.ts';
import type { Schema } from '../support/schema-keys.ts';
import { pipelineEvent } from '../support/events.ts';
import { AT, CASES, KNOWN, NEWS_OF_RETRY } from '../support/documents.ts';

/** docs/message.schema.json against the documents that queues and functions get. */

const schema = JSON.parse(
  readFileSync(new URL('../../docs/message.schema.json', import.meta.url), 'utf8'),
) as Schema;
const ajv = new Ajv2020({ allErrors: true, strict: true });
ajv.addFormat('date-time', (text: string) => new Date(text).toISOString() === text);
const validate = ajv.compile(schema);

describe('the document of what retry tells by itself', () => {
  it.each(NEWS_OF_RETRY)('keeps to its schema: $headline', (report) => {
    const { bodies } = render(report, readConfiguration({}));

    validate(JSON.parse(bodies.sqs));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe.each(['en', 'zh-CN'] as const)('the document in %s', (language) => {
  it.each(CASES)('keeps to its schema: %s', (_, event, findings) => {
    const document = documentOf(event, findings, language);

    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(Object.entries(REPORTS))('keeps to its schema: a report, %s', (_, report) => {
    validate(JSON.parse(renderReport(report, { language, timeZone: 'UTC' }).bodies.sqs));

    expect(validate.errors ?? []).toEqual([]);
  });

  it('is the same for queues and for functions', () => {
    const { bodies } = messageOf(pipelineEvent('FAILED'), KNOWN, language);

    expect(bodies.lambda).toBe(bodies.sqs);
  });
});

describe('the schema', () => {
  it('describes each key that a document has, and none that no document has', () => {
    const ofRetry = NEWS_OF_RETRY.map(
      (report) => JSON.parse(render(report, readConfiguration({})).bodies.sqs) as object,
    );
    const documents = [
      ...CASES.map(([, event, findings]) => documentOf(event, findings)),
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
    const document = { ...documentOf(pipelineEvent('FAILED'), KNOWN), ...wrong };

    expect(validate(JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  it('takes a document with a key that a later release may add', () => {
    expect(validate({ ...documentOf(pipelineEvent('FAILED'), KNOWN), mood: 'gloomy' })).toBe(true);
  });
});

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
