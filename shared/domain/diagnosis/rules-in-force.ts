import type { Settings } from '../settings.ts';
import type { RuleInForce } from './rule.ts';
import { signIndexOf } from './sign-index.ts';
import type { SignIndex } from './sign-index.ts';

export interface RulesInForce {
  readonly user: readonly RuleInForce[];
  readonly own: readonly RuleInForce[];
  /** Those of its own that may recognise a text; without it each is tried. */
  readonly mayRecognise?: SignIndex;
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
  const ownWithClass = own.map(withClass);
  return { user: user.map(withClass), own: ownWithClass, mayRecognise: signIndexOf(ownWithClass) };
}
