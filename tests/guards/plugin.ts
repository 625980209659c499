import type { Plugin } from 'vitest/config';
import { MUTATIONS } from './mutations.ts';

/** Takes the guard of this number out of the code while it is loaded; nothing is written. */
export function withoutGuard(number: string | undefined): Plugin {
  const mutation = number === undefined ? undefined : MUTATIONS[Number(number)];
  return {
    name: 'without-guard',
    enforce: 'pre',
    transform: (code, id) => (mutation && id.endsWith(mutation.file) ? mutation.without(code) : null),
  };
}
