import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from './pages.ts';

const ROOT = join(import.meta.dirname, '../../..');
const pages = ['docs/security.md', 'docs/security.zh-CN.md'];

describe.each(pages)('%s', (file) => {
  const text = read(file);

  it('names for each threat tests that exist', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| **'));
    const tests = rows.map((row) =>
      [...row.matchAll(/`(?<path>tests\/[^`]+)`/gu)].map(([, path = '']) => path),
    );

    expect(rows.length).toBeGreaterThan(7);
    for (const paths of tests) expect(paths.length).toBeGreaterThan(0);
    expect(tests.flat().filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('tells of each role that there may be', () => {
    const roles = [...text.matchAll(/^\| `(?<role>\w+Role)` +\|/gmu)].map(([, role]) => role);

    expect(roles).toEqual(Object.keys(parse(read('infra/actions.yml')) as object));
  });
});

it('both say as much of threats', () => {
  const [english, chinese] = pages.map((file) => read(file).match(/^\| \*\*/gmu)?.length);

  expect(english).toBe(chinese);
});
