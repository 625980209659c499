/**
 * Whether a value has the shape of an input of AWS, by the schemas that the SDK's clients carry. Names are compared
 * without regard to case: CloudFormation and the API write the same names differently.
 */

/** A schema as the clients export it: [kind, namespace, name, traits, ...], a number for a simple one, or a function. */
export type Schema = number | readonly unknown[] | (() => Schema);

const [SIMPLE, LIST, MAP, STRUCTURE] = [0, 1, 2, 3];
const [BOOLEAN, NUMERIC, LIST_OF, MAP_OF] = [2, 1, 64, 128];

/** What does not fit, each with its path; empty where all does. */
export function problemsIn(schema: Schema, value: unknown, path = ''): readonly string[] {
  if (typeof schema === 'function') return problemsIn(schema(), value, path);
  if (typeof schema === 'number') return ofSimple(schema, value, path);
  // A member with traits of its own.
  if (schema.length === 2) return problemsIn(schema[0] as Schema, value, path);
  if (schema[0] === LIST) return ofList(schema[4] as Schema, value, path);
  if (schema[0] === MAP) return ofMap(schema[5] as Schema, value, path);
  if (schema[0] === STRUCTURE) return ofStructure(schema, value, path);
  if (schema[0] === SIMPLE) return problemsIn(schema[4] as Schema, value, path);
  return [`${path}: a shape that this test does not know`];
}

function ofStructure(schema: readonly unknown[], value: unknown, path: string): readonly string[] {
  if (!isRecord(value)) return [`${path}: no structure`];
  const names = schema[4] as readonly string[];
  const members = schema[5] as readonly Schema[];
  const required = names.slice(0, (schema[6] as number | undefined) ?? 0);
  const indexOf = (key: string) => names.findIndex((name) => name.toLowerCase() === key.toLowerCase());
  return [
    ...required
      .filter((name) => !Object.keys(value).some((key) => indexOf(key) === names.indexOf(name)))
      .map((name) => `${path}: ${name} is missing`),
    ...Object.entries(value).flatMap(([key, member]) => {
      const memberSchema = members[indexOf(key)];
      return memberSchema === undefined
        ? [`${path}: there is no ${key}`]
        : problemsIn(memberSchema, member, `${path}.${key}`);
    }),
  ];
}

function ofList(member: Schema, value: unknown, path: string): readonly string[] {
  return Array.isArray(value)
    ? value.flatMap((item, index) => problemsIn(member, item, `${path}[${index}]`))
    : [`${path}: no list`];
}

function ofMap(member: Schema, value: unknown, path: string): readonly string[] {
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, item]) => problemsIn(member, item, `${path}.${key}`))
    : [`${path}: no map`];
}

function ofSimple(schema: number, value: unknown, path: string): readonly string[] {
  if (schema >= MAP_OF) return ofMap(schema - MAP_OF, value, path);
  if (schema >= LIST_OF) return ofList(schema - LIST_OF, value, path);
  const wanted = schema === BOOLEAN ? 'boolean' : schema === NUMERIC ? 'number' : 'string';
  return typeof value === wanted ? [] : [`${path}: no ${wanted}`];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
