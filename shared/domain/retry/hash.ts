const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) of 32 bits over the code units of the parts, mixed once more so
 * that neighbours such as slots 1 and 2 lie apart. It spreads; it is no name for anything.
 */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = OFFSET_BASIS;
  // As JSON, so that ['ab', 'c'] and ['a', 'bc'] are two texts.
  for (const unit of JSON.stringify(parts)) {
    hash = Math.imul(hash ^ unit.charCodeAt(0), PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A share of `ms` that is the same for the same parts: from 0 up to, not including, `ms`. */
export function shareOf(ms: number, ...parts: readonly (string | number)[]): number {
  return Math.floor((ms * hashOf(...parts)) / 2 ** 32);
}
