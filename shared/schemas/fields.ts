import * as z from 'zod/mini';
import { webUrl } from '../domain/links.ts';
import { clean, cleanProse } from '../domain/text.ts';

/**
 * Fields of events. Those that a fact can't do without are strict; the others are `optional…`: an odd value counts as
 * missing, because a strange extra must never cost an alert.
 */

const MAX_NAME = 300;
const MAX_PROSE = 600;
const MAX_RAW = 4000;
const MAX_TIME = 64;
const MAX_COUNT = 1e9;

/** A name that has to be there, as one clean line. */
export const requiredName = z.string().check(
  z.overwrite((text) => clean(text, MAX_NAME)),
  z.minLength(1),
);

/** A name, as one clean line. */
export const optionalName = optionalText((text) => clean(text, MAX_NAME));

/** Prose from outside, as one clean line without e-mail addresses. */
export const optionalProse = optionalText((text) => cleanProse(text, MAX_PROSE));

/** Text whose lines matter, judged and cleaned where it is used. */
export const optionalRaw = optionalText((text) => text.slice(0, MAX_RAW).trim());

/** A link to the web; anything else counts as missing. */
export const optionalLink = optionalText(webUrl);

/** A count of at least 1; numbers are floats on the wire (7.0). */
export const optionalCount = z.transform((value) =>
  typeof value === 'number' && value >= 1 && value <= MAX_COUNT ? Math.floor(value) : undefined,
);

/** An ISO 8601 time, as milliseconds since the epoch. */
export const optionalTime = optionalText((text) => timeOf(text));

/** CodeBuild's "Sep 1, 2017 4:12:29 PM", which has no zone and means UTC, as milliseconds since the epoch. */
export const optionalBuildTime = optionalText((text) => timeOf(`${text} UTC`));

/** An object; anything else counts as missing. */
export function optionalObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.catch(z.optional(z.object(shape)), undefined);
}

/** A list; anything else counts as an empty one. */
export function optionalList<Item extends z.core.SomeType>(item: Item) {
  return z.catch(z.optional(z.array(item)), undefined);
}

function optionalText<T>(read: (text: string) => T | undefined) {
  return z.transform((value): T | undefined => {
    const result = typeof value === 'string' ? read(value) : undefined;
    return result === '' ? undefined : result;
  });
}

function timeOf(text: string): number | undefined {
  const ms = text.length > MAX_TIME ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
