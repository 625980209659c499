import { describe, expect, it } from 'vitest';
import { pager } from '../../../../functions/dora/pager.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';

const BOUNDS = { operation: 'codepipeline:ListPipelineExecutions', maxPages: 5 };

/** Pages of times in days, each named by its place. */
function paged(...pages: readonly (readonly number[])[]) {
  const asked: (string | undefined)[] = [];
  const read = (token: string | undefined) => {
    asked.push(token);
    const page = Number(token ?? 0);
    const more = page + 1 < pages.length ? { next: String(page + 1) } : {};
    return Promise.resolve({ items: pages[page] ?? [], ...more });
  };
  return { asked, list: pager(read, (days) => days * DAY_MS, BOUNDS) };
}

describe('a list', () => {
  it('is read until a whole page lies a day before what is needed', async () => {
    const { asked, list } = paged([9, 8], [7, 5.5], [5, 3], [2, 1]);
    await list.backTo(6 * DAY_MS);

    expect(asked).toEqual([undefined, '1', '2']);
    expect(list.readTo()).toBe(6 * DAY_MS);
  });

  it('is read on from there, and not again', async () => {
    const { asked, list } = paged([9, 8], [7, 5], [4, 3], [2, 1]);
    await list.backTo(8 * DAY_MS);
    await list.backTo(8 * DAY_MS);
    await list.backTo(5 * DAY_MS);

    expect(asked).toEqual([undefined, '1', '2']);
    expect(list.items).toEqual([9, 8, 7, 5, 4, 3]);
  });

  it('is over where it ends, and an empty page is no end', async () => {
    const { asked, list } = paged([9], [], [8], [7]);
    await list.backTo(-Infinity);

    expect(asked).toHaveLength(4);
    expect(list.readTo()).toBe(-Infinity);
  });

  it('has so many pages and no more', async () => {
    const { list } = paged(...Array.from({ length: 9 }, (_, n) => [100 - n]));

    await expect(list.backTo(0)).rejects.toThrow('codepipeline:ListPipelineExecutions: TooManyPages');
  });
});
