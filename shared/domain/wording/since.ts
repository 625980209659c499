import type { Report } from '../report/report.ts';
import { formatTimeNear } from '../time.ts';
import type { Speak } from './speak.ts';

/** Since when the pipeline is failing, or what a success has ended. */
export function sinceOf(
  { failing, recovery, at }: Report,
  speak: Speak,
  timeZone: string,
  duration: (ms: number) => string,
): string | undefined {
  if (recovery) {
    const failures =
      recovery.failures === 1
        ? speak('since.failure')
        : speak('since.failures', { count: recovery.failures });
    const key = recovery.orMore ? 'since.recovered-or-more' : 'since.recovered';
    return speak(key, { failures, duration: duration(recovery.durationMs) });
  }
  if (!failing) return undefined;
  const time = formatTimeNear(failing.since, at, timeZone);
  const key = failing.orMore ? 'since.failing-or-more' : 'since.failing';
  const text =
    failing.inARow === 1 && !failing.orMore && failing.since === at
      ? speak('since.first')
      : speak(key, { time, count: failing.inARow });
  if (failing.lastSuccess === undefined) return text;
  return speak('since.last-success', { text, time: formatTimeNear(failing.lastSuccess, at, timeZone) });
}
