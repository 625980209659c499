import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGE_KINDS } from '../../../shared/schemas/receiving-configuration.ts';
import { read } from './pages.ts';

const DECISIONS = join(import.meta.dirname, '../../../docs/adr');

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const text = read(file);

  it('names each kind of message that a filter policy can ask for, and calls none unused', () => {
    const row = /^\| `kind` +\|(?<values>[^|]*)\|$/mu.exec(text)?.groups?.['values'] ?? '';

    expect(MESSAGE_KINDS.filter((kind) => !row.includes(`\`${kind}\``))).toEqual([]);
    expect(row).not.toMatch(/reserved|later|留待/u);
  });

  it('leads to each decision', () => {
    const decisions = readdirSync(DECISIONS).filter((name) => /^\d{4}-/u.test(name));

    expect(decisions.filter((name) => !text.includes(`](docs/adr/${name})`))).toEqual([]);
  });
});
