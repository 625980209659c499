import { AwsError } from './aws-error.ts';

/** The operations of one service; each throws an AwsError for what the service refuses. `region` is where it is asked. */
export type Service = Readonly<Record<string, (input: Input, region: string) => unknown>>;

/** The parameters of a call, as they came. */
export type Input = Readonly<Record<string, unknown>>;

/** A parameter that has to be text of the given form. */
export function requiredText(input: Input, name: string, form = /[^]/u): string {
  const value = input[name];
  if (typeof value === 'string' && form.test(value)) return value;
  throw new AwsError(
    'ValidationException',
    `Value at '${name}' failed to satisfy constraint: ${form.source}`,
  );
}

/** True if what lies in `home` can be seen from a Region; without a home it lies in every one. */
export function isIn(home: string | undefined, region: string): boolean {
  return home === undefined || home === region;
}

/** One page of a list: `maxResults` of them from where the token says, and the token of the next page. */
export function page<Item>(
  items: readonly Item[],
  input: Input,
  most: number,
): { items: Item[]; nextToken?: string } {
  const size = input['maxResults'] ?? most;
  if (typeof size !== 'number' || size < 1 || size > most) {
    throw new AwsError('ValidationException', `Value at 'maxResults' must be between 1 and ${most}`);
  }
  const token = input['nextToken'] ?? 'from-0';
  const from = typeof token === 'string' ? /^from-(\d+)$/u.exec(token)?.[1] : undefined;
  if (from === undefined)
    throw new AwsError('InvalidNextTokenException', 'The next token was specified in an invalid format');
  const end = Number(from) + size;
  const answer = { items: items.slice(Number(from), end) };
  return end < items.length ? { ...answer, nextToken: `from-${end}` } : answer;
}
