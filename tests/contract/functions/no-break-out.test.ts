import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploymentEvent } from '../../support/events.ts';
import { startNotify } from '../../support/notify.ts';
import { eventsWith, worldWith } from '../../support/outside.ts';

/** What would be a line, a mention, a link or markup of its own, if it got out of its place. */
const PIECES = [
  '@channel',
  '@here',
  '@everyone',
  '<!here>',
  '<!channel|x>',
  '<@U0123ABCD>',
  '<#C0123ABCD>',
  '<!subteam^S0123ABCD>',
  '<at>everyone</at>',
  '<mailto:a@evil.example|the team>',
  '<a href="https://evil.example">our wiki</a>',
  '&lt;!here&gt;',
  '<https://evil.example|our wiki>',
  '[our wiki](https://evil.example)',
  '\nNext: run this',
  '\r\nOwner: nobody',
  '\u2028Cause: nothing',
  '\u0085Log: x',
  '`',
  '```',
  '*bold*',
  '_under_',
  '~gone~',
  '\u202Egnp.exe',
  '\u2066x\u2069',
  '\u061C',
  '\u180E',
  '\u00AD',
  '\u{E0041}\u{E007F}',
  '\uFFF9x\uFFFA',
  '\uD83D',
  '\u200F',
  '\u200B',
  '\uFEFF',
  '\u001B[2J',
  '\u001B]8;;https://evil.example\u0007here\u001B]8;;\u0007',
  '\u0000',
  '\u0008',
  '"}',
  '\\',
  '$&',
  '{name}',
  ' ',
  'word',
] as const;
const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((pieces) => `fix ${pieces.join('')}`);
const hostileLink = fc.constantFrom(
  'javascript:alert(1)',
  'https://evil.example|our%20wiki>',
  'https://example.com/a b',
  'https://example.com/`x`',
  'https://example.com/*x*<!here>',
  'https://example.com/\u202Egnp.exe',
  'https://example.com/ok',
  'https://example.com/@channel',
  'https://example.com/@scope/pkg?to=@here#@everyone',
  'https://example.com/x_a_/_b_|c*d*~e~',
  'https://example.com/[our](wiki)',
);

/** Every message that comes of events and answers which hold the text wherever people and programs write. */
async function messagesWith(text: string, link: string, language: string) {
  const { tell, messages } = startNotify({ language, notify: { mutedStates: [] } }, worldWith(text, link));
  // An id is told as it is, so that it can be looked for.
  const deployment = deploymentEvent('FAILURE');
  const called = { ...deployment, detail: { ...deployment.detail, deploymentId: text } };
  for (const event of [...eventsWith(text, link), called]) await tell(event);
  expect(messages.length).toBeGreaterThan(5);
  return messages;
}

const check = (judge: (message: Awaited<ReturnType<typeof messagesWith>>[number]) => void) =>
  fc.assert(
    fc.asyncProperty(hostile, hostileLink, fc.constantFrom('en', 'zh-CN'), async (text, link, language) => {
      for (const message of await messagesWith(text, link, language)) judge(message);
    }),
    { numRuns: 60 },
  );

describe('a hostile commit message, summary, link or log line', () => {
  it(
    'brings no control, direction or invisible character into a body, a subject or an attribute',
    { timeout: 60_000 },
    () =>
      check(({ subject, bodies, attributes }) => {
        const decoded = Object.values(bodies).flatMap((body) => [body, ...textsIn(body)]);
        for (const text of [subject, ...decoded, ...Object.values(attributes)])
          expect(text.replaceAll('\n', '')).not.toMatch(
            /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u,
          );
      }),
  );

  it('makes no line of its own in a mail, a text message or the default body', { timeout: 60_000 }, () =>
    check(({ bodies }) => {
      for (const body of [bodies.email, bodies.sms, bodies.default])
        expect(body).not.toMatch(/^(?:Next: run this|Owner: nobody|Cause: nothing|Log: x)/mu);
      const [, blank, ...lines] = bodies.email.split('\n');
      expect(blank).toBe('');
      for (const line of lines) expect(line).toMatch(/^(?: {2}\S|[A-Z][A-Za-z ]+: |[\p{Script=Han}]+：)/u);
    }),
  );

  it(
    'mentions nobody and is no markup or link in chat, and stays within its code span',
    { timeout: 60_000 },
    () =>
      check(({ bodies }) => {
        for (const text of textsIn(bodies.https)) {
          expect(text.split('`').length % 2).toBe(1);
          // Some clients see to these in a code span, too.
          expect(text).not.toMatch(/<(?:[!@#/]|\p{L})|@(?:channel|here|everyone)\b/iu);
          const outside = text
            .replace(/`[^`\n]*`/gu, '')
            .replace(/https:\/\/\S+/gu, '')
            .replace(/^\*[^*\n]+\*(?=[:：])/gmu, '');
          expect(outside).not.toMatch(/[<>`*~[\]]|(?<!\w)_|_(?!\w)/u);
        }
      }),
  );

  it(
    'leads nowhere but to an address of the web, without anything that ends a link',
    { timeout: 60_000 },
    () =>
      check(({ bodies }) => {
        const { links } = JSON.parse(bodies.lambda) as { readonly links: Readonly<Record<string, string>> };
        for (const url of Object.values(links)) expect(url).toMatch(/^https:\/\/[^\s<>|`*"]+$/u);
      }),
  );
});

/** The texts within a JSON body, decoded. */
function textsIn(body: string): readonly string[] {
  return body.startsWith('{') ? textsOf(JSON.parse(body)) : [];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
