import type * as z from 'zod/mini';

/** A configuration with faults in it; the message names every fault's key, the kind of its value and what is allowed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(source: string, faults: readonly string[]) {
    super(
      `${source} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
  }
}

/** Parses a configuration, or throws a ConfigurationError with every fault at once; values are never repeated. */
export function parseConfiguration<Schema extends z.ZodMiniType>(
  source: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ConfigurationError(
    source,
    result.error.issues.flatMap((issue) => describe(issue, input)),
  );
}

function describe(issue: z.core.$ZodIssue, input: unknown): readonly string[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${[...path, key].join('.')}: not a known key; ${issue.message}`);
  }
  if (issue.code === 'invalid_key') {
    return [`${path.join('.')}: not a possible key; allowed: ${issue.issues[0]?.message ?? issue.message}`];
  }
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], input);
  return [`${path.join('.') || 'the whole'}: ${kindOf(value)} is not allowed; allowed: ${issue.message}`];
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (value === undefined) return 'a missing value';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  return typeof value === 'object'
    ? 'a mapping'
    : typeof value === 'string'
      ? 'this text'
      : `a ${typeof value}`;
}
