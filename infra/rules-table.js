import { signsOf } from './signs.js';

/** @import { Rule } from '../shared/domain/diagnosis/rule.ts' */

/** What a rule has in the bundle: its example and its source are for readers and for the tests. */
const COLUMNS = /** @type {const} */ (['id', 'pattern', 'signs', 'unless', 'weak']);
/** Of these many rules have the same. */
const SHARED = /** @type {const} */ (['kind', 'class', 'looksAt']);

/**
 * Code that exports the rules, with their signs, in as few bytes as may be.
 * @param {readonly Rule[]} rules
 */
export function rulesTable(rules) {
  const signs = signsOf(rules);
  const words = [...new Set(rules.flatMap((rule) => SHARED.map((name) => rule[name])))];
  const rows = rules.map((rule) => {
    const whole = { ...rule, signs: signs.get(rule.id) };
    const cells = [
      ...SHARED.map((name) => `_${words.indexOf(rule[name])}`),
      ...COLUMNS.map((it) => asCode(whole[it])),
    ];
    return `[${cells.join(',')}]`;
  });
  const names = [...SHARED, ...COLUMNS];
  return [
    ...words.map((word, index) => `const _${index} = ${JSON.stringify(word)};`),
    `export const RULES = [${rows.join(',\n')}].map(`,
    `([${names.map((name) => `_${name}`).join(',')}]) => ({${names.map((name) => `${name}: _${name}`).join(',')}}));`,
  ].join('\n');
}

/** @param {string | RegExp | boolean | undefined} value */
function asCode(value) {
  if (value === undefined) return '';
  return value instanceof RegExp ? String(value) : JSON.stringify(value);
}
