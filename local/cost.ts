import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { costPage } from './cost-page.ts';
import type { Language } from './cost-words.ts';

/** `npm run cost`: writes docs/cost.md and docs/cost.zh-CN.md; with numbers of your own it prints the page instead. */

const PAGES = { en: 'docs/cost.md', 'zh-CN': 'docs/cost.zh-CN.md' } as const;
/** The activity of the page. */
const ACTIVITY = { runsPerDay: 20, failed: 10, addresses: 2, deploymentsPerRun: 1 };

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    'runs-per-day': { type: 'string' },
    failed: { type: 'string' },
    addresses: { type: 'string' },
    'deployments-per-run': { type: 'string' },
  },
});
const given = [values['runs-per-day'], values.failed, values.addresses, values['deployments-per-run']];
const [runsPerDay = 0, failed = 0, addresses = 0, deploymentsPerRun = 0] = given.map((text, index) => {
  const number = Number(text ?? Object.values(ACTIVITY)[index]);
  if (Number.isFinite(number) && number >= 0) return number;
  console.error(`not a number of runs, percent, addresses or deployments: ${String(text)}`);
  process.exit(2);
});
const activity = { runsPerDay, failed, addresses, deploymentsPerRun };

const isLanguage = (text: string): text is Language => text in PAGES;
if (!isLanguage(values.language)) {
  console.error(`--language is one of ${Object.keys(PAGES).join(', ')}`);
  process.exit(2);
}
if (given.every((text) => text === undefined)) {
  for (const language of ['en', 'zh-CN'] as const) {
    const options = await resolveConfig(PAGES[language]);
    writeFileSync(
      PAGES[language],
      await format(costPage(language, activity), { ...options, parser: 'markdown' }),
    );
    console.log(`wrote ${PAGES[language]}`);
  }
} else console.log(costPage(values.language, activity));
