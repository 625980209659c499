import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { MUTATIONS } from './mutations.ts';

/**
 * `npm run test:guards`: takes out each guard alone and runs the model's properties and the unit tests of the decision. Prints
 * which of them fail, as the table of docs/retry-guards.md; ends with 1 if no property misses a guard. `npm run test:guards -- slot`
 * takes out only those with that word in their names.
 */

const FOLDER = new URL('../../.build/guards/', import.meta.url).pathname;
/** Schedules of each property: more find rare races, and take longer. */
const RUNS = process.env['MODEL_RUNS'] ?? '2500';
const AT_ONCE = 2;
const [, , wanted = ''] = process.argv;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

mkdirSync(FOLDER, { recursive: true });
const rows = new Map<number, string>();
const left = [...MUTATIONS.keys()].filter((index) => MUTATIONS[index]?.guard.includes(wanted));
let unmissed = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift())
      rows.set(index, await rowOf(index));
  }),
);
console.log('| without | properties that fail | unit tests that fail |\n| --- | --- | --- |');
console.log(
  [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)
    .join('\n'),
);
process.exitCode = unmissed === 0 ? 0 : 1;

async function rowOf(index: number): Promise<string> {
  const file = `${FOLDER}${index}.json`;
  await new Promise((resolve) => {
    execFile(
      'vitest',
      [
        'run',
        'tests/model',
        'tests/unit/domain/retry',
        'tests/unit/functions/retry',
        '--reporter=json',
        `--outputFile=${file}`,
      ],
      { env: { ...process.env, WITHOUT_GUARD: String(index), MODEL_RUNS: RUNS, FC_SEED: '1' } },
      resolve,
    );
  });
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const notRun = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (notRun) throw new Error(`${notRun.name} did not run without "${MUTATIONS[index]?.guard ?? ''}"`);
  const failed = (isModel: boolean) =>
    testResults
      .filter(({ name }) => name.includes('/tests/model/') === isModel)
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ title }) => title);
  const properties = failed(true).map((title) => /^\(\d+\)/u.exec(title)?.[0] ?? title);
  const units = failed(false).length;
  if (properties.length === 0) unmissed += 1;
  console.error(
    `${index + 1}/${MUTATIONS.length} ${MUTATIONS[index]?.guard ?? ''}: ${properties.join(' ')} ${units}`,
  );
  return `| ${MUTATIONS[index]?.guard ?? ''} | ${properties.join(' ') || '-'} | ${units || '-'} |`;
}
