import fc from 'fast-check';
import type { Planted } from './secrets.ts';

const words = fc.constantFrom(
  '',
  'Deploy',
  'npm ERR! code 1',
  '部署失败',
  '[INFO] step 3/9',
  'x'.repeat(900),
  'word '.repeat(1200),
  'y'.repeat(6000),
);
const glue = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\\n',
  ...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'.split(''),
);
/** What a terminal or a reader does not show. */
const unseen = fc.constantFrom(
  ...[
    '\u001B[31m',
    '\u001B[0m',
    '\u001B[1;32m',
    '\u001B[38:5:1m',
    '\u001B(B',
    '\u001B]8;;https://example.com\u0007',
  ],
  ...['\u200B', '\u200D', '\uFEFF', '\u00AD', '\u2060', '\u202E', '\uFE0F', '\u0000', '\u0007'],
);

/** A text with a secret in it: at its start, in its middle, at its end, and split by what nobody sees. */
export function placed(secrets: fc.Arbitrary<Planted>): fc.Arbitrary<Planted> {
  return fc
    .record({
      planted: secrets,
      before: fc.tuple(words, glue),
      after: fc.tuple(glue, words),
      splits: fc.array(fc.tuple(fc.nat(), unseen), { maxLength: 3 }),
    })
    .map(({ planted: { text: whole, secret: hidden }, before: [lead, joint], after, splits }) => {
      // From the right, so that nothing is put into what another split put there.
      const places = splits.map(([place, it]) => [place % (whole.length + 1), it] as const);
      const split = places
        .sort(([one], [other]) => other - one)
        .reduce((it, [at, what]) => it.slice(0, at) + what + it.slice(at), whole);
      // Some forms are only known where no letter stands before them.
      const open = joint === '' && lead !== '' ? ' ' : joint;
      return { text: [lead, open, split, ...after].join(''), secret: hidden };
    });
}

/** The pieces of 12 characters of a secret that stand in a text; a shorter secret is a piece by itself. */
export function leaksOf(found: string, inText: string): readonly string[] {
  const pieces = Array.from({ length: Math.max(1, found.length - 11) }, (_, at) => found.slice(at, at + 12));
  return pieces.filter((piece) => inText.includes(piece));
}
