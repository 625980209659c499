import type { Package, Resource } from '../../local/package.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** The logical ids of the template's roles. */
export function rolesOf({ template }: Package): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type }]) =>
    Type === 'AWS::IAM::Role' ? id : [],
  );
}

/** The statements of a role of the template, of its own policies and of those that are attached to it. */
export function statementsOf({ template }: Package, role: string): readonly Statement[] {
  const { Policies = [] } = template.Resources[role]?.Properties as { Policies?: readonly Policy[] };
  const attached = Object.values(template.Resources).filter((it) => isAttachedTo(it, role));
  const all = [...Policies, ...attached.map(({ Properties }) => Properties as unknown as Policy)];
  return all.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function isAttachedTo({ Type, Properties }: Resource, role: string): boolean {
  return Type === 'AWS::IAM::Policy' && JSON.stringify(Properties['Roles']).includes(`{"Ref":"${role}"}`);
}

/** The actions that a role allows, each once, in order. */
export function actionsOf(built: Package, role: string): readonly string[] {
  const allowed = statementsOf(built, role).filter(({ Effect }) => Effect === 'Allow');
  return [...new Set(allowed.flatMap(({ Action }) => Action))].sort();
}
