import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CollectionTag, ScalarTag } from 'yaml';

export interface Template {
  readonly Parameters: Readonly<
    Record<string, { readonly Type: string; readonly Default?: unknown; readonly AllowedPattern?: string }>
  >;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** What the short forms such as `!Ref x` stand for: `{ Ref: 'x' }`. */
const SCALARS = ['Ref', 'Sub', 'GetAtt'].map((name): ScalarTag => ({
  tag: `!${name}`,
  resolve: (text) => ({ [name === 'Ref' ? 'Ref' : `Fn::${name}`]: text }),
}));
const SEQUENCES = ['If', 'Equals', 'Not'].map((name): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (sequence) => ({ [`Fn::${name}`]: sequence.toJSON() as unknown }),
}));
/** Stands for "this property is not there". */
const NO_VALUE = Symbol('AWS::NoValue');
const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::NoValue': NO_VALUE,
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
};

/** A template of CloudFormation. */
export function readTemplate(file: string): Template {
  return parse(readFileSync(file, 'utf8'), { customTags: [...SCALARS, ...SEQUENCES] }) as Template;
}

/** The resources as they would be made; a reference to a resource is its name in the template. */
export function resourcesWith(
  template: Template,
  given: Readonly<Record<string, unknown>>,
): Template['Resources'] {
  const parameters = Object.entries(template.Parameters).map(([name, { Type, Default }]) => {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`the parameter ${name} has no value`);
    return [name, Type === 'Number' ? Number(value) : value] as const;
  });
  const values: Readonly<Record<string, unknown>> = { ...PSEUDO, ...Object.fromEntries(parameters) };
  const names = Object.keys(template.Resources);

  const named = (name: string): unknown => {
    if (name in values) return values[name];
    if (names.includes(name.split('.')[0] ?? '')) return name;
    throw new Error(`nothing is called ${name}`);
  };
  const functions: Readonly<Record<string, (argument: never) => unknown>> = {
    Ref: (name: string) => named(name),
    'Fn::GetAtt': (name: string) => named(name),
    'Fn::Sub': (text: string) => text.replace(/\$\{([\w.:]+)\}/gu, (_, name: string) => String(named(name))),
    'Fn::Equals': ([one, other]: readonly unknown[]) => made(one) === made(other),
    'Fn::Not': ([condition]: readonly unknown[]) => made(condition) !== true,
    'Fn::If': ([condition, yes, no]: readonly [string, unknown, unknown]) =>
      made(made(template.Conditions?.[condition]) === true ? yes : no),
  };
  const made = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(made).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    const [[name, argument] = ['', undefined], ...others] = entries;
    const resolve = others.length === 0 ? functions[name] : undefined;
    if (resolve) return resolve(argument as never);
    const all = entries.map(([key, item]) => [key, made(item)] as const);
    return Object.fromEntries(all.filter(([, item]) => item !== NO_VALUE));
  };
  return made(template.Resources) as Template['Resources'];
}
