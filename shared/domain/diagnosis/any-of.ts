/** One expression for several with the flag u: to try one takes a fraction of the time, and matches where any of them does. */
export function anyOf(expressions: readonly RegExp[]): RegExp {
  return new RegExp(expressions.map(({ source }) => `(?:${source})`).join('|'), 'u');
}
