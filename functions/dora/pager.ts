import { DAY_MS } from '../../shared/domain/dora/window.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { Page } from '../../shared/ports/history.ts';

/** The service promises no order, so that what lies less than this further back may yet come. */
const MARGIN_MS = DAY_MS;

/** A list that is read as far back as somebody needs it. */
export interface Pager<T> {
  /** What was read, in whatever order, and some of it twice if it changed meanwhile. */
  readonly items: readonly T[];
  /** Everything from this time on was read, in milliseconds since the epoch; -Infinity: all there is. */
  readonly readTo: () => number;
  /** Reads on until a whole page lies before that time by a day's margin, or the list ends. */
  readonly backTo: (from: number) => Promise<void>;
}

/** Reads a list that comes newest first in practice, at most so many pages of it; more is a ServiceError. */
export function pager<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
  timeOf: (item: T) => number,
  { operation, maxPages }: { readonly operation: string; readonly maxPages: number },
): Pager<T> {
  const items: T[] = [];
  let token: string | undefined;
  let pages = 0;
  let newestOfLast = Infinity;
  const readTo = (): number => newestOfLast + MARGIN_MS;
  return {
    items,
    readTo,
    backTo: async (from) => {
      while (readTo() > from && newestOfLast > -Infinity) {
        if (++pages > maxPages) throw new ServiceError(operation, 'TooManyPages', 'failed', undefined);
        const page = await read(token);
        for (const item of page.items) items.push(item);
        token = page.next;
        if (token === undefined) newestOfLast = -Infinity;
        // An empty page says nothing.
        else if (page.items.length > 0)
          newestOfLast = page.items.map(timeOf).reduce((a, b) => Math.max(a, b));
      }
    },
  };
}
