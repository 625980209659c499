import { describe, expect, it } from 'vitest';
import { STOP_REASONS } from '../../../shared/domain/retry/decision.ts';
import { isExpired, keyOf, PAUSE_ID, recordId } from '../../../shared/adapters/ledger-items.ts';
import type { Item } from '../../../shared/adapters/ledger-items.ts';
import { retrySection } from '../../../shared/schemas/retry-configuration.ts';
import { readRetryInputs } from '../../../shared/schemas/retry-input.ts';
import { read, sectionsOf } from './pages.ts';

const EPOCH_SECONDS = 1_795_435_200;

const pages = [
  {
    file: 'docs/runbook.md',
    readme: 'README.md',
    leads: ['**What it means.** ', '**How to check.** ', '**What to do.** '],
  },
  {
    file: 'docs/runbook.zh-CN.md',
    readme: 'README.zh-CN.md',
    leads: ['**含义。** ', '**检查。** ', '**处理。** '],
  },
].map((it) => ({ ...it, text: read(it.file), sections: sectionsOf(read(it.file)) }));

describe.each(pages)('$file', ({ leads, text, sections }) => {
  const ofReasons = sections.filter(({ title }) => title.startsWith('Retry: '));

  it('has a section for each reason not to retry, in the order of the list, and for no other', () => {
    expect(ofReasons.map(({ anchor }) => anchor)).toEqual(STOP_REASONS.map((reason) => `retry-${reason}`));
  });

  it.each(STOP_REASONS)('says of %s what it means, how to check, and what to do', (reason) => {
    const section = ofReasons.find(({ anchor }) => anchor === `retry-${reason}`)?.text ?? '';
    const places = leads.map((lead) => section.indexOf(`\n\n${lead}`));

    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, another) => one - another));
  });

  it('lists the reasons, each with its link', () => {
    const rows = text.matchAll(/^\| \[`(?<reason>[a-z-]+)`\]\(#(?<anchor>[a-z-]+)\) +\| \S/gmu);

    expect([...rows].map(({ groups }) => ({ ...groups }))).toEqual(
      STOP_REASONS.map((reason) => ({ reason, anchor: `retry-${reason}` })),
    );
  });

  it('pauses all retries with one command, for good or until a time, by the item that retry looks for', () => {
    const [forGood, untilTime, ...others] = itemsPut(text);

    expect(others).toEqual([]);
    expect(forGood).toEqual(keyOf(PAUSE_ID));
    expect(untilTime).toEqual({ ...keyOf(PAUSE_ID), expiration: { N: String(EPOCH_SECONDS) } });
    expect(isExpired(untilTime ?? {}, EPOCH_SECONDS - 1)).toBe(false);
    expect(isExpired(untilTime ?? {}, EPOCH_SECONDS)).toBe(true);
    expect(isExpired(forGood ?? {}, EPOCH_SECONDS)).toBe(false);
  });

  it('lifts the pause, and looks for it, by the same key', () => {
    const key = JSON.stringify(keyOf(PAUSE_ID));

    expect(text).toMatch(new RegExp(`^aws dynamodb delete-item .*(?:\\\\\\n.*)*'${escaped(key)}'$`, 'mu'));
    expect(text).toMatch(new RegExp(`^aws dynamodb get-item .*(?:\\\\\\n.*)*'${escaped(key)}'`, 'mu'));
  });

  it("reads a stage's record by the id that the ledger gives it", () => {
    const run = { pipeline: '<pipeline>', executionId: '<execution>', stage: '<stage>' };

    expect(text).toContain(`'${JSON.stringify(keyOf(recordId(run)))}'`);
  });

  it('has a failure decided again with an input that retry understands', () => {
    const input = /^ *--payload '(?<json>\{"pipeline".*\})'/mu.exec(text)?.groups?.['json'] ?? '';

    expect(readRetryInputs(JSON.parse(input))).toMatchObject([
      { what: 'due', run: { pipeline: '<pipeline>', executionId: '<execution>', stage: '<stage>' } },
    ]);
  });
});

describe.each(pages)('$readme', ({ readme }) => {
  const keys = [...Object.keys(retrySection.parse({})), 'productionStage'];

  it.each(keys)('has a row for retry.%s', (key) => {
    expect(read(readme)).toMatch(new RegExp(`^\\| \`retry\\.${key}\` +\\| \\S`, 'mu'));
  });

  it('has no row for a key of retry that does not exist', () => {
    const rows = [...read(readme).matchAll(/^\| `retry\.(?<key>\w+)` +\|/gmu)];

    expect(rows.map(({ groups }) => groups?.['key']).sort()).toEqual([...keys].sort());
  });
});

/** The items that the page's commands put into the table, with the time that the shell would compute. */
function itemsPut(text: string): readonly Item[] {
  const commands = text.matchAll(/^aws dynamodb put-item .*(?:\\\n.*)*--item (?<item>.+)$/gmu);
  return [...commands].map(({ groups }) => {
    const shell = (groups?.['item'] ?? '').replace(/^['"]|['"]$/gu, '').replaceAll('\\"', '"');
    return JSON.parse(shell.replace(/\$\(\(.*?\)\)/u, String(EPOCH_SECONDS))) as Item;
  });
}

function escaped(text: string): string {
  return text.replace(/[{}[\]]/gu, '\\$&');
}
