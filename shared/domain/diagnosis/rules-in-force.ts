import type { Settings } from '../settings.ts';
import type { Rule } from './rule.ts';

/** A rule that is looked at; the user's have no examples. */
export type RuleInForce = Omit<Rule, 'example' | 'nearMiss' | 'source'>;

export interface RulesInForce {
  readonly user: readonly RuleInForce[];
  readonly own: readonly RuleInForce[];
}

/** The user's rules and Pipewatch's, each with the class that config.yml gives its id or its kind. */
export function rulesInForce(
  { rules, classes }: Settings['diagnosis'],
  own: readonly RuleInForce[],
): RulesInForce {
  const withClass = (rule: RuleInForce): RuleInForce => {
    const wanted = classes[rule.id] ?? classes[rule.kind];
    return wanted === undefined ? rule : { ...rule, class: wanted };
  };
  const user = rules.flatMap(({ id, kind, class: itsClass, ...sources }) =>
    (['code', 'phase', 'line'] as const).flatMap((looksAt) => {
      const source = sources[looksAt];
      return source === undefined
        ? []
        : [{ id, kind, class: itsClass, looksAt, pattern: new RegExp(source, 'iu') }];
    }),
  );
  return { user: user.map(withClass), own: own.map(withClass) };
}
