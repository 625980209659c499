import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read, sectionsOf } from './pages.ts';

/** The sections of the runbook that list what a function may do, by their place: in both languages the same. */
const OF_NOTIFY = 5;
const OF_RETRY = 7;

describe.each(['docs/runbook.md', 'docs/runbook.zh-CN.md'])('%s', (file) => {
  const sections = sectionsOf(read(file));
  const roles = parse(read('infra/actions.yml')) as Readonly<Record<string, readonly string[]>>;

  it.each([
    ['NotifyRole', OF_NOTIFY],
    ['RetryRole', OF_RETRY],
  ])('names every permission on the table that %s has', (role, place) => {
    const onTable = roles[role]?.filter((it) => it.startsWith('dynamodb:'));
    const named = sections[place]?.text.matchAll(/`(?<action>dynamodb:\w+)`/gu) ?? [];

    expect([...new Set([...named].map(({ groups }) => groups?.['action']))].sort()).toEqual(onTable);
  });
});
