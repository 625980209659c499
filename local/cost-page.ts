import { costOf, PRICES_AS_OF, sumOf } from './cost-model.ts';
import type { Activity, Group, Item } from './cost-model.ts';
import { WORDS } from './cost-words.ts';
import type { Language } from './cost-words.ts';

const FLEETS = [10, 100, 1000] as const;
const GROUPS: readonly Group[] = ['core', 'deployments', 'receiving', 'watching', 'metrics'];

/** The page on what a month costs, as Markdown; the activity is that of one pipeline. */
export function costPage(language: Language, activity: Omit<Activity, 'pipelines'>): string {
  const words = WORDS[language];
  const { runsPerDay, failed, addresses, deploymentsPerRun } = activity;
  const fleets = FLEETS.map((pipelines) => costOf({ pipelines, ...activity }));
  const [first = []] = fleets;
  const section = (group: Group): readonly string[] => {
    const header = [words.item, words.unit, ...FLEETS.map(words.pipelines), words.off];
    const rows = first.flatMap(({ id, group: itsGroup }, index) => {
      if (itsGroup !== group) return [];
      const [name = id, unit = '', off = ''] = words.items[id] ?? [];
      return [[name, unit, ...fleets.map((items) => cell(items[index])), off]];
    });
    const sums = fleets.map((items) => `**${dollars(sumOf(items, group))}**`);
    return [
      `## ${words.groups[group]}`,
      '',
      row(header),
      row(header.map((_, n) => (n > 1 && n < 2 + FLEETS.length ? '--:' : '---'))),
      ...rows.map(row),
      row([`**${words.sum}**`, '', ...sums, '']),
      '',
    ];
  };
  const total = row([words.sum, ...fleets.map((items) => dollars(sumOf(items)))]);
  return [
    `# ${words.title}`,
    '',
    words.other,
    '',
    words.about(words.activity(runsPerDay, failed, addresses, deploymentsPerRun), PRICES_AS_OF),
    '',
    row(['', ...FLEETS.map(words.pipelines)]),
    row(['---', ...FLEETS.map(() => '--:')]),
    ...GROUPS.map((group) =>
      row([words.groups[group], ...fleets.map((items) => dollars(sumOf(items, group)))]),
    ),
    total,
    '',
    words.apart(
      fleets.map((items) => dollars(sumOf(items, 'core') + sumOf(items, 'deployments'))).join(', '),
    ),
    '',
    ...GROUPS.flatMap(section),
    ...words.notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

function cell(item: Item | undefined): string {
  if (!item) return '';
  const amount = item.quantity < 100 ? Number(item.quantity.toPrecision(2)) : Math.round(item.quantity);
  return `${amount.toLocaleString('en')} = ${dollars(item.dollars)}`;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
