import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatBody } from '../../../../shared/domain/message/chat.ts';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { word } from '../../../../shared/domain/wording/word.ts';
import { RUN } from '../../../support/facts.ts';
import { fullReport, report, reportsOf } from '../../../support/reports.ts';

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
const text = { type: 'string', minLength: 1 };
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'source', 'content'],
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    id: text,
    content: {
      type: 'object',
      additionalProperties: false,
      required: ['description'],
      properties: {
        textType: { const: 'client-markdown' },
        title: { ...text, maxLength: 250 },
        description: { ...text, maxLength: 8000 },
        nextSteps: { type: 'array', minItems: 1, items: text },
        keywords: { type: 'array', minItems: 1, items: text },
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: { threadId: text, summary: text, eventType: text },
    },
  },
};
const isCustomNotification = new Ajv().compile(schema);

interface Notification {
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: { readonly threadId: string; readonly summary: string; readonly eventType: string };
}
const write = (it: Report, language: Language = 'en') =>
  JSON.parse(chatBody(it, word(it, { language, timeZone: 'UTC' }), language)) as Notification;

/** What Slack and Teams would take for markup: all that stands outside code spans and links of our own. */
const markupOf = ({ content, metadata }: Notification) =>
  [
    content.title,
    metadata.summary,
    metadata.eventType,
    ...content.keywords,
    ...(content.nextSteps ?? []),
    content.description,
  ]
    .join('\n')
    .replace(/`[^`\n]*`/gu, '')
    .replace(/https:\/\/example\.com\S*/gu, '');

describe('the custom notification of Amazon Q', () => {
  it('has a retry among the next steps, and what healed among the facts', () => {
    const planned = report({ retry: { do: 'started', slot: 1, of: 2 } });
    const healed = report({ retry: { do: 'healed', slot: 1, of: 2, stage: 'Build', durationMs: 60_000 } });

    expect(write(planned).content.nextSteps).toEqual(['Automatic retry 1 of 2 has started']);
    expect(write(healed).content.nextSteps).toBeUndefined();
    expect(write(healed).content.description).toContain('*Healed*: Build went green with retry 1 of 2');
  });

  it('has its title, the facts, what next, keywords, and the run as its thread', () => {
    expect(write(fullReport)).toEqual({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: '❌ checkout-pipeline failed at Build › Compile',
        description: [
          '*When*: 2026-11-23 10:00 (UTC)',
          '*Why*: `JobFailed: Build terminated with state: FAILED`',
          '*Change*: `3f9c2ab "Upgrade the base image" by Li Wei on main`',
          '*Since*: failing since 09:53, 2 in a row; last success 09:00',
          '*Run*: 4 min 32 s, attempt 1, started by a push',
          '*Owner*: `team-checkout`',
          'Open the run: https://example.com/run',
          'Open the failed action: https://example.com/build',
          'Open the commit: https://example.com/commit',
        ].join('\n'),
        nextSteps: [
          'Nothing runs by itself. Push a fix, or retry the stage:',
          '`aws codepipeline retry-stage-execution --stage-name Build`',
        ],
        keywords: ['checkout-pipeline', 'FAILED', 'critical', 'Build'],
      },
      metadata: {
        threadId: RUN,
        summary: 'checkout-pipeline failed at Build › Compile',
        eventType: 'pipeline.FAILED',
      },
    });
  });

  it('has no next steps where nothing is to be done', () => {
    expect(write(report({ headline: 'succeeded' })).content).not.toHaveProperty('nextSteps');
  });

  it('keeps the schema and its limits, else it would be dropped without a word', () => {
    const any = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.constantFrom('❌'.repeat(4000), 'x'.repeat(8000), '`'),
    );
    fc.assert(
      fc.property(reportsOf(any), fc.constantFrom('en', 'zh-CN'), (it, language) => {
        expect([isCustomNotification(write(it, language)), isCustomNotification.errors]).toEqual([
          true,
          null,
        ]);
      }),
    );
  });
});

describe('what comes from outside', () => {
  it('mentions nobody and is no markup, wherever it stands', () => {
    const attack = fc
      .array(
        fc.constantFrom(
          '@channel',
          '<!here>',
          '<@U1>',
          '<#C1>',
          '<https://evil|us>',
          '`',
          '*b*',
          '~s~',
          '[a](b)',
          'x ',
        ),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((parts) => parts.join(''));
    const reports = reportsOf(attack).map((it) => ({
      ...it,
      links: it.links.map(({ to }) => ({ to, url: 'https://example.com/x' })),
    }));
    fc.assert(
      fc.property(reports, (it) => {
        expect(markupOf(write(it)).replace(/\*[A-Z][a-z]+\*: /gu, '')).not.toMatch(/[<>`*~[\]]|@\w/u);
      }),
    );
  });

  it('stays within its code span even where the text is too long', () => {
    const long = (summary: string) => ({ action: 'Compile', result: { summary } });
    const failedActions = Array.from({ length: 5 }, () => long(`${'x'.repeat(1990)} *bold* @channel`));

    const { content } = write(report({ failedActions, links: fullReport.links }));

    expect(content.description.split('`').length % 2).toBe(1);
    expect(content.description).toContain('\n…\n');
    expect(content.description).toContain('Open the commit: https://example.com/commit');
  });
});
