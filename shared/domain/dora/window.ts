/** A span of whole UTC days, [from, to), in milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The window of so many days that ends at the midnight (UTC) at or before the scheduled time. */
export function windowOf(scheduledAt: number, days: number): Window {
  const to = Math.floor(scheduledAt / DAY_MS) * DAY_MS;
  return { from: to - days * DAY_MS, to };
}

/** The window of the same length that ends where this one begins. */
export function windowBefore({ from, to }: Window): Window {
  return { from: from - (to - from), to: from };
}

/** How many days the window has. */
export function daysOf({ from, to }: Window): number {
  return (to - from) / DAY_MS;
}

/** Whether a time in milliseconds lies in the window. */
export function holds({ from, to }: Window, time: number): boolean {
  return from <= time && time < to;
}

/** The day (UTC) of a time in milliseconds, as 2026-11-23. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The days of a window, the first one first. */
export function daysIn(window: Window): readonly string[] {
  return Array.from({ length: daysOf(window) }, (_, n) => dayOf(window.from + n * DAY_MS));
}
