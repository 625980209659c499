/** The median of any numbers, in any order: of an even number of them the mean of the middle two; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = ascending(values);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/** The least of the values that so many percent of them do not exceed (nearest rank); undefined of none. */
export function percentile(values: readonly number[], percent: number): number | undefined {
  return ascending(values)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)];
}

/** A sorted copy. */
export function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** How many of the ascending values are at most `limit`: what comes after it begins at this index. */
export function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle];
    if (value !== undefined && value <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
