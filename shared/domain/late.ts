/** What took longer on its way waited in a dead-letter queue, or for EventBridge or Lambda to take it again. */
const LATE_MS = 15 * 60 * 1000;

/** How long ago it was that something happened, where that has to be said; all times in milliseconds. */
export function lateBy(at: number, now: number): number | undefined {
  return now - at > LATE_MS ? now - at : undefined;
}
