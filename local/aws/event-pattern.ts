type Json = Readonly<Record<string, unknown>>;

/**
 * True if the event matches the pattern, as far as Pipewatch's rules go: fields are ANDed, the values of one field ORed.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event[key];
    if (Array.isArray(wanted)) {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return values.some((one) => wanted.some((matcher) => matchesValue(matcher, one)));
    }
    return matchesPattern(wanted as Json, isObject(value) ? value : {});
  });
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === value;
  if ('exists' in matcher) return matcher['exists'] === (value !== undefined);
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(String(matcher['prefix']));
  if ('wildcard' in matcher)
    return typeof value === 'string' && list(matcher['wildcard']).some((it) => matchesWildcard(it, value));
  if ('anything-but' in matcher) {
    return value !== undefined && !list(matcher['anything-but']).some((it) => matchesValue(it, value));
  }
  throw new Error(`Not a matcher that is known here: ${JSON.stringify(matcher)}`);
}

function matchesWildcard(pattern: unknown, value: string): boolean {
  const parts = String(pattern)
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
