import type { Package } from '../../local/package.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** The statements of a role of the template, of all its policies. */
export function statementsOf({ template }: Package, role: string): readonly Statement[] {
  const { Policies } = template.Resources[role]?.Properties as {
    Policies: readonly { PolicyDocument: { Statement: readonly Statement[] } }[];
  };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The actions that a role allows, in order. */
export function actionsOf(built: Package, role: string): readonly string[] {
  return statementsOf(built, role)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .sort();
}
