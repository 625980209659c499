import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the guards that npm run test:guards takes out', () => {
  it.each(MUTATIONS)('$guard: is in the code, and not in it when it is taken out', ({ file, without }) => {
    expect(without(read(file))).not.toBe(read(file));
  });

  it('are the rows of the table', () => {
    const rows = [...read('docs/retry-guards.md').matchAll(/^\| (?<guard>[^|]+?) +\|/gmu)];
    const guards = rows
      .map(({ groups }) => groups?.['guard'])
      .filter((it) => !/^(?:without|-+)$/u.test(it ?? ''));
    expect(guards).toEqual(MUTATIONS.map(({ guard }) => guard));
  });
});
