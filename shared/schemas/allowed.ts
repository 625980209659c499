import * as z from 'zod/mini';

/** Text of a form; the words say what is allowed, as the error does. */
export function text(pattern: RegExp, allowed: string) {
  return z.string(allowed).check(z.regex(pattern, allowed));
}

/** One of a few words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `one of ${values.join(', ')}`);
}

/** A list of at most so many items. */
export function listOf<Item extends z.ZodMiniType>(item: Item, allowed: string, most = 500) {
  return z.array(item, `a list of ${allowed}`).check(z.maxLength(most, `at most ${most} ${allowed}`));
}

/** A whole number within bounds. */
export function whole(min: number, max: number) {
  const allowed = `a whole number from ${min} to ${max}`;
  return z
    .number(allowed)
    .check(z.refine((value) => Number.isInteger(value) && value >= min && value <= max, allowed));
}

/** A mapping with known keys only. */
export function section<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  const known = `known here: ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known : `a mapping (${known})`),
  });
}

/** An ARN of a service, in whichever partition. */
export function arnOf(service: string, what: string) {
  return text(new RegExp(`^arn:[a-z-]+:${service}:`, 'u'), what);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const tableName = text(/^[\w.-]{3,255}$/u, "a table's name");

/** An owner, as a tag or config.yml names it. */
export const ownerName = text(
  /^[\p{L}\p{N}_.:/=+\-@ ]{1,100}$/u,
  'a name of at most 100 letters, digits, blanks and _.:/=+-@',
);
