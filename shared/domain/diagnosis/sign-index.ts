import type { RuleInForce } from './rule.ts';

/** Between the signs of a rule. */
export const SEPARATOR = '|';
/** No sign is shorter. */
const KEY = 3;

/** Tells of a text which rules may recognise it: all without signs, and those of which it holds one. */
export type SignIndex = (text: string) => (rule: RuleInForce) => boolean;

/** Makes the index of rules by their signs. */
export function signIndexOf(rules: readonly RuleInForce[]): SignIndex {
  const all = rules.flatMap((rule) => (rule.signs?.split(SEPARATOR) ?? []).map((sign) => ({ sign, rule })));
  const byKey = Map.groupBy(all, ({ sign }) => sign.slice(0, KEY));
  return (text) => {
    const lower = text.toLowerCase();
    const found = new Set<RuleInForce>();
    for (let at = 0; at + KEY <= lower.length; at++)
      for (const { sign, rule } of byKey.get(lower.slice(at, at + KEY)) ?? [])
        if (lower.startsWith(sign, at)) found.add(rule);
    return (rule) => rule.signs === undefined || found.has(rule);
  };
}
