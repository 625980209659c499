/** A JSON Schema, as far as its keys go. */
export interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly examples?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Every key of a value, with the way to it: `failing.since`, `changes[].url`. */
export function keysOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [path, ...keysOf(inner, path)];
  });
}

/** Every key that a schema describes, with the same way to it. */
export function describedKeys(schema: Schema, at = '', root = schema): ReadonlyMap<string, Schema> {
  const { properties = {}, items } = resolved(schema, root);
  const own = Object.entries(properties).flatMap(([key, inner]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [[path, inner] as const, ...describedKeys(inner, path, root)];
  });
  return new Map([...own, ...(items === undefined ? [] : describedKeys(items, `${at}[]`, root))]);
}

/** A schema, or the one of the `$defs` that it refers to. */
function resolved(schema: Schema, { $defs = {} }: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '') ?? '';
  return $defs[name] ?? schema;
}
