import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startNotify } from '../../support/notify.ts';
import { eventsWith, worldWith } from '../../support/outside.ts';
import { leaksOf, placed } from '../../support/placed-secrets.ts';
import { secret, secretLink } from '../../support/secrets.ts';

it(
  'a secret in any text of an event, an answer or a log reaches no message and no log line',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        placed(secret),
        secretLink,
        fc.constantFrom('en', 'zh-CN'),
        async (planted, link, language) => {
          const { tell, messages, lines } = startNotify(
            { language, notify: { mutedStates: [] } },
            worldWith(planted.text, link.text),
          );
          const events = eventsWith(planted.text, link.text);

          for (const event of events) await tell(event);

          expect(messages).toHaveLength(events.length);
          const told = messages.flatMap(({ subject, bodies, attributes }) => [
            subject,
            ...Object.values(bodies),
            ...Object.values(attributes),
          ]);
          for (const text of [...told, JSON.stringify(lines)]) {
            expect(leaksOf(planted.secret, text)).toEqual([]);
            expect(leaksOf(link.secret, text)).toEqual([]);
          }
        },
      ),
      { numRuns: 150 },
    );
  },
);
