import { DAY_MS } from './window.ts';

/** An execution of the service's list; `rows`: how many of its rows are kept, if they are. */
export interface Listed {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly rows?: number | undefined;
}

/** What is known of the pipeline's list: how far back it has been read, and whether it holds nothing but the listed ones. */
export interface ListState {
  readonly readTo: number;
  readonly isWhole: boolean;
}

/** How rows are read: those of the newest executions from the pipeline's own list, those of the others one by one. */
export interface RowsPlan {
  /** How far back the pipeline's list is read; without it not at all. */
  readonly listFrom?: number | undefined;
  readonly oneByOne: readonly string[];
}

/** As many as the service gives in one page. */
const PAGE = 100;
/** How many rows an execution has while none is known. */
const ROWS_GUESSED = 6;

/**
 * The way to the rows of the wanted executions that takes the fewest calls, as far as what is known tells. The pipeline's
 * list is read until a whole page lies a day before what is looked for, or the list ends.
 */
export function rowsPlan(all: readonly Listed[], wanted: ReadonlySet<string>, state: ListState): RowsPlan {
  const newestFirst = all.toSorted((a, b) => b.startedAt - a.startedAt);
  const known = all.flatMap(({ rows }) => rows ?? []);
  const usual = known.length === 0 ? ROWS_GUESSED : known.reduce((a, b) => a + b) / known.length;
  const pages = pagesBackTo(newestFirst, usual, state);
  const wantedOnes = newestFirst.filter(({ id }) => wanted.has(id));
  let best = { cost: wantedOnes.length, listed: 0 };
  for (const [index, { startedAt }] of wantedOnes.entries()) {
    const listed = index + 1;
    const cost = pages(startedAt - DAY_MS) + wantedOnes.length - listed;
    if (cost < best.cost) best = { cost, listed };
  }
  return {
    listFrom: wantedOnes[best.listed - 1]?.startedAt,
    oneByOne: wantedOnes.slice(best.listed).map(({ id }) => id),
  };
}

/** How many pages it takes to read the list back to a time; to be asked for earlier times each time. */
function pagesBackTo(newestFirst: readonly Listed[], usual: number, { readTo, isWhole }: ListState) {
  const rest = newestFirst.filter(({ startedAt }) => startedAt < readTo);
  const most = isWhole ? pagesOf(rest.reduce((sum, { rows }) => sum + (rows ?? usual), 0)) : Infinity;
  let next = 0;
  let count = 0;
  return (from: number): number => {
    if (from >= readTo) return 0;
    for (let it = rest[next]; it !== undefined && it.startedAt >= from; it = rest[++next])
      count += it.rows ?? usual;
    // One more, to see that all of it lies before.
    return Math.min(most, pagesOf(count) + 1);
  };
}

function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / PAGE));
}
