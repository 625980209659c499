import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../../shared/domain/message/message.ts';
import type { Message } from '../../../../shared/domain/message/message.ts';
import { fullReport, report, reportsOf } from '../../../support/reports.ts';

const english = { language: 'en', timeZone: 'UTC' } as const;
const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/** What SNS counts: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function requestBytes({ subject, bodies, attributes }: Message): number {
  const described = Object.entries(attributes).map(([name, value]) => `${name}String${value}`);
  return bytesOf([subject, JSON.stringify(bodies), ...described].join(''));
}

describe('a message', () => {
  it('has a body for each protocol, the same document for queues and functions', () => {
    const { subject, bodies } = render(fullReport, english);

    expect(subject).toBe('[checkout-pipeline] FAILED: Build > Compile');
    expect(bodies.default).toBe('❌ checkout-pipeline failed at Build > Compile\nhttps://example.com/run');
    expect(bodies.email).toMatch(/^❌ checkout-pipeline failed/u);
    expect(bodies.sms).toMatch(/^checkout-pipeline failed/u);
    expect(JSON.parse(bodies.https)).toMatchObject({ source: 'custom' });
    expect(JSON.parse(bodies.sqs)).toMatchObject({
      version: 1,
      subject,
      text: bodies.default.split('\n')[0],
    });
    expect(bodies.lambda).toBe(bodies.sqs);
  });

  it('has the attributes that filter policies look at, the owner only where it is known', () => {
    const attributes = {
      pipeline: 'checkout-pipeline',
      state: 'FAILED',
      severity: 'critical',
      kind: 'pipeline',
    };

    expect(render(report(), english).attributes).toEqual(attributes);
    expect(render(fullReport, english).attributes).toEqual({ ...attributes, owner: 'team-checkout' });
  });

  it('has a short default text, without a link where there is none', () => {
    expect(render(report(), english).bodies.default).toBe('❌ checkout-pipeline failed');
    expect(render(report({ name: 'x'.repeat(600) }), english).bodies.default).toHaveLength(500);
  });
});

describe('a message whose texts are all far too long', () => {
  const huge = fc.oneof(
    fc
      .constantFrom('❌', 'x', '"', '\\', "'", '构', '👩‍👩‍👧‍👦')
      .map((part) => part.repeat(Math.ceil(100_000 / part.length))),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }),
  );
  const worst = (text: string) =>
    report({
      ...fullReport,
      failedActions: Array(5).fill({
        action: text,
        category: text,
        result: { code: text, summary: text, url: text },
      }),
      changes: Array(3).fill({
        revision: text,
        title: text,
        author: text,
        branch: text,
        tag: text,
        url: text,
      }),
      request: text,
      comment: text,
      next: { step: 'rolls-back', command: text, id: text },
      links: (['execution', 'action', 'log', 'review', 'commit'] as const).map((to) => ({ to, url: text })),
    });

  it('stays below what SNS takes, counted as bytes, and whole', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(reportsOf(huge), fc.constantFrom('en', 'zh-CN'), (it, language) => {
        const message = render(it, { language, timeZone: 'UTC' });

        expect(requestBytes(message)).toBeLessThan(262_144);
        expect(JSON.parse(message.bodies.sqs)).toMatchObject({ version: 1 });
        expect(Object.values(message.bodies).every((body) => body !== '' && body.isWellFormed())).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['"', '\\', '构', '❌'])('does so even where each character takes four bytes: %s', (character) => {
    expect(requestBytes(render(worst(character.repeat(600)), english))).toBeLessThan(262_144);
    expect(requestBytes(render(worst(character.repeat(100_000)), english))).toBeLessThan(262_144);
  });

  it('marks where a text was cut, and has no link and no command with its end cut off', () => {
    const { bodies } = render(worst('x'.repeat(100_000)), english);

    expect(bodies.email).toMatch(/^Asked: x{100,}…$/mu);
    expect(bodies.email).toMatch(/^Next: CodeDeploy rolls back/mu);
    expect(bodies.email).not.toMatch(/^ {2}x/mu);
    expect(bodies.email).not.toContain('Open the');
    expect(JSON.parse(bodies.sqs)).toMatchObject({ links: {}, failedActions: Array(5).fill({}) as object[] });
  });

  it('keeps its links where only the texts are too long', () => {
    const { links } = fullReport;

    expect(render({ ...worst('x'.repeat(100_000)), links }, english).bodies.email).toContain(
      'Open the commit: https://example.com/commit',
    );
  });
});

it('a report of ordinary length is told as it is', () => {
  const summary = 'exit status 1 '.repeat(42).trim();
  const failedActions = [{ action: 'Compile', result: { summary } }];

  expect(render(report({ failedActions }), english).bodies.email).toContain(`Why: ${summary}`);
});
