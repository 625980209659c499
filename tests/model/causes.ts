import type { CauseClass } from '../../shared/domain/diagnosis/cause.ts';

/** Whether a retry can help, by the code of a failed action. */
export const CLASSES: Readonly<Record<string, CauseClass>> = { network: 'transient', test: 'permanent' };

/** Of several the worst counts. */
export function classOf(codes: readonly string[]): CauseClass {
  const classes = codes.map((code) => CLASSES[code] ?? 'unknown');
  return (['permanent', 'unknown', 'transient'] as const).find((it) => classes.includes(it)) ?? 'unknown';
}
