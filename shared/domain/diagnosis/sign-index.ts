import type { RuleInForce } from './rule.ts';

/** Between the signs of a rule. */
export const SEPARATOR = '|';
/** No sign is shorter. */
const KEY = 3;

/** Gives the rules that may recognise a text, in their order: all without signs, and those of which it holds one. */
export type SignIndex = (text: string) => readonly RuleInForce[];

/** Makes the index of rules by their signs. */
export function signIndexOf(rules: readonly RuleInForce[]): SignIndex {
  const withoutSigns = [...rules.keys()].filter((index) => rules[index]?.signs === undefined);
  const all = rules.flatMap(({ signs }, index) =>
    (signs?.split(SEPARATOR) ?? []).map((sign) => ({ sign, index })),
  );
  const byKey = Map.groupBy(all, ({ sign }) => keyOf(sign.slice(0, KEY)));
  return (text) => {
    const lower = text.toLowerCase();
    const found = new Set(withoutSigns);
    let key = keyOf(lower.slice(0, KEY - 1));
    for (let at = KEY - 1; at < lower.length; at++) {
      key = pushed(key, lower.charCodeAt(at));
      for (const { sign, index } of byKey.get(key) ?? [])
        if (lower.startsWith(sign, at - KEY + 1)) found.add(index);
    }
    return [...found].sort((one, other) => one - other).flatMap((index) => rules.slice(index, index + 1));
  };
}

/** The last three characters as one number; what others share it is told apart by the whole sign. */
function pushed(key: number, code: number): number {
  return ((key << 8) ^ code) & 0xff_ff_ff;
}

function keyOf(text: string): number {
  let key = 0;
  for (let at = 0; at < text.length; at++) key = pushed(key, text.charCodeAt(at));
  return key;
}
