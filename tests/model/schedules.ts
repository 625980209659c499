import type { Due, StageRun } from '../../shared/domain/retry/situation.ts';

const MINUTE = 60_000;
/** How long the name of a schedule that has fired stays taken. */
const TAKEN_MS = 5 * MINUTE;

interface Schedule {
  readonly due: Due;
  readonly at: number;
  firedAt?: number;
}

/** One-time schedules by the name that their content gives them. */
export function createSchedules(now: () => number) {
  const schedules = new Map<string, Schedule>();
  const keyOf = (due: Due): string => JSON.stringify(due);
  return {
    plan: (due: Due, at: number) => {
      const known = schedules.get(keyOf(due));
      const isTaken = known && (known.firedAt === undefined || now() - known.firedAt < TAKEN_MS);
      if (isTaken) return { outcome: 'taken' as const, at: known.at };
      const minute = Math.ceil(Math.max(at, now() + MINUTE) / MINUTE) * MINUTE;
      schedules.set(keyOf(due), { due, at: minute });
      return { outcome: 'planned' as const, at: minute };
    },
    /** What is due, each once. */
    fire: (): readonly Due[] => {
      const due = [...schedules.values()].filter((it) => it.firedAt === undefined && it.at <= now());
      for (const it of due) it.firedAt = now();
      return due.map((it) => it.due);
    },
    /** When the next one is due. */
    next: (): number | undefined => {
      const ahead = [...schedules.values()].filter((it) => it.firedAt === undefined).map(({ at }) => at);
      return ahead.length === 0 ? undefined : Math.min(...ahead);
    },
    /** How many schedules a slot has had. */
    triesOf: ({ executionId, stage }: StageRun, slot: number): number =>
      [...schedules.values()].filter(
        ({ due }) => due.slot === slot && due.executionId === executionId && due.stage === stage,
      ).length,
  };
}
