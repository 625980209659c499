import { RegExpParser } from '@eslint-community/regexpp';
import { SEPARATOR } from '../shared/domain/diagnosis/sign-index.ts';

/** @import { AST } from '@eslint-community/regexpp' */

/** How long a sign is: shorter ones are in every line, and longer ones tell hardly more. */
const SHORTEST = 3;
const LONGEST = 6;

/**
 * The signs of each rule, by its id, in one text with `|` between them: parts of words in lower case, of which whatever it
 * recognises holds at least one. A text without them need not be tried, and so most expressions are never even compiled.
 * Undefined: there are none.
 * @param {readonly { readonly id: string, readonly pattern: RegExp }[]} rules
 * @returns {ReadonlyMap<string, string | undefined>}
 */
export function signsOf(rules) {
  const needles = new Map(rules.map(({ id, pattern }) => [id, needlesOf(pattern)]));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const part of [...needles.values()].flatMap((its) => its ?? []).flatMap(partsOf))
    counts.set(part, (counts.get(part) ?? 0) + 1);
  const rarest = (/** @type {string} */ needle) =>
    partsOf(needle).reduce((a, b) => ((counts.get(b) ?? 0) < (counts.get(a) ?? 0) ? b : a));
  return new Map([...needles].map(([id, its]) => [id, its && [...new Set(its.map(rarest))].join(SEPARATOR)]));
}

/** @param {string} needle */
function partsOf(needle) {
  const length = Math.min(needle.length, LONGEST);
  return Array.from({ length: needle.length - length + 1 }, (_, at) => needle.slice(at, at + length));
}

/**
 * Texts in lower case, of which whatever the expression recognises holds one.
 * @param {RegExp} pattern
 * @returns {readonly string[] | undefined}
 */
function needlesOf({ source, flags }) {
  const { alternatives } = new RegExpParser().parsePattern(source, undefined, undefined, {
    unicode: flags.includes('u'),
  });
  return ofAny(alternatives);
}

/**
 * One of each alternative.
 * @param {readonly AST.Alternative[]} alternatives
 */
function ofAny(alternatives) {
  const all = alternatives.map(ofAlternative);
  return all.every((it) => it !== undefined) ? [...new Set(all.flat())] : undefined;
}

/**
 * Of what stands in a row any part will do; the one whose shortest text is the longest says most.
 * @param {AST.Alternative} alternative
 */
function ofAlternative({ elements }) {
  /** @type {(readonly string[])[]} */
  const parts = [];
  let run = '';
  const endRun = () => {
    if (run.length >= SHORTEST) parts.push([run]);
    run = '';
  };
  for (const element of elements) {
    if (element.type === 'Assertion') continue;
    const character = characterOf(element);
    if (character !== undefined) run += character;
    else {
      endRun();
      const inner = ofElement(element);
      if (inner) parts.push(inner);
    }
  }
  endRun();
  return parts.sort((a, b) => worth(b) - worth(a))[0];
}

/**
 * @param {AST.Element} element
 * @returns {readonly string[] | undefined}
 */
function ofElement(element) {
  if (element.type === 'Group' || element.type === 'CapturingGroup') return ofAny(element.alternatives);
  return element.type === 'Quantifier' && element.min > 0 ? ofElement(element.element) : undefined;
}

/**
 * The character that an element always is, whatever its case.
 * @param {AST.Element} element
 */
function characterOf(element) {
  /** @type {readonly (AST.Element | AST.CharacterClassElement)[]} */
  const elements = element.type === 'CharacterClass' && !element.negate ? element.elements : [element];
  const characters = elements.map((it) =>
    it.type === 'Character' ? String.fromCodePoint(it.value).toLowerCase() : '',
  );
  const [first = '', ...others] = characters;
  return first !== '' && first !== SEPARATOR && others.every((it) => it === first) ? first : undefined;
}

/** @param {readonly string[]} needles */
function worth(needles) {
  return Math.min(...needles.map(({ length }) => length)) - needles.length / 100;
}
