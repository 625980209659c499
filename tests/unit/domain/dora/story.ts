import type { PastAttempt, PastExecution, PastRevision } from '../../../../shared/domain/dora/history.ts';
import { figuresOf } from '../../../../shared/domain/dora/figures.ts';
import { windowOf } from '../../../../shared/domain/dora/window.ts';

/** A run as a test tells it; times are like `Mon 09:20`, and `Fri-` is the Friday before the window. */
export interface Told {
  /** `a@Mon 08:00`, or `a` without a time; the artifact is App unless `Lib/a@…` says otherwise. */
  readonly carries?: readonly string[];
  /** `Mon 09:20-09:30 Succeeded` in the action Deploy of Live; `Live/Approve Mon 09:20-09:30 Succeeded`. */
  readonly rows?: readonly string[];
  readonly status?: string;
  readonly type?: string;
  readonly target?: string;
  /** Its last update; the end of its last row unless told. */
  readonly until?: string;
}

const DAYS = ['Fri-', 'Sat-', 'Sun-', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon+', 'Tue+'];
const CATEGORIES: Readonly<Record<string, string>> = {
  Approve: 'Approval',
  Build: 'Build',
  Commands: 'Compute',
  Smoke: 'Invoke',
};

/** Monday 2 to Monday 9 March 2026. */
export const WEEK = windowOf(Date.parse('2026-03-09T06:00:00Z'), 7);

/** The time in ms since the epoch of `Mon 09:20`, or of `Mon 09:20:30`. */
export function at(time: string): number {
  const [, day = '', clock = ''] = /^(\S+) ([\d:.]+)$/u.exec(time) ?? [];
  const index = DAYS.indexOf(day);
  if (index === -1) throw new Error(`no time: ${time}`);
  const date = new Date(Date.UTC(2026, 1, 27 + index)).toISOString().slice(0, 10);
  return Date.parse(`${date}T${clock}Z`);
}

/** A run that started then; without rows it did not reach production. */
export function run(id: string, start: string, told: Told = {}): PastExecution {
  const attempts = (told.rows ?? []).map(rowOf);
  return {
    id,
    status: told.status ?? 'Succeeded',
    ...(told.type !== undefined && { type: told.type }),
    ...(told.target !== undefined && { rollbackTargetId: told.target }),
    startedAt: at(start),
    updatedAt:
      told.until === undefined
        ? Math.max(at(start), ...attempts.map(({ updatedAt }) => updatedAt))
        : at(told.until),
    revisions: (told.carries ?? []).map(revisionOf),
    attempts,
  };
}

/** A rollback to a run. */
export function rollback(id: string, target: string, start: string, told: Told = {}): PastExecution {
  return run(id, start, { ...told, type: 'ROLLBACK', target });
}

/** A run of which one production action succeeded, `Mon 09:20-09:30`. */
export function ok(id: string, start: string, row: string, told: Told = {}): PastExecution {
  return run(id, start, { rows: [`${row} Succeeded`], ...told });
}

/** A run of which one production action failed. */
export function failed(id: string, start: string, row: string, told: Told = {}): PastExecution {
  return run(id, start, { rows: [`${row} Failed`], status: 'Failed', ...told });
}

/** The deployment before the window. */
export const B = ok('B', 'Fri- 11:30', 'Fri- 11:50-12:00');

/** The week's figures of a pipeline whose production stage is Live. */
export function week(...executions: readonly PastExecution[]) {
  return figuresOf(executions, { productionStage: 'Live', window: WEEK });
}

function rowOf(text: string): PastAttempt {
  const found = /^(?:(\w+)\/(\w+) )?(\S+) ([\d:.]+)-(?:(\S+) )?([\d:.]+) (\w+)$/u.exec(text);
  if (!found) throw new Error(`no row: ${text}`);
  const [, stage = 'Live', action = 'Deploy', day = '', from = '', endDay = day, to = '', status = ''] =
    found;
  return {
    stage,
    action,
    category: CATEGORIES[action] ?? 'Deploy',
    status,
    startedAt: at(`${day} ${from}`),
    updatedAt: at(`${endDay} ${to}`),
  };
}

function revisionOf(text: string): PastRevision {
  const [, artifact = 'App', revisionId = '', time] = /^(?:(\w+)\/)?(\w+)(?:@(.+))?$/u.exec(text) ?? [];
  return { artifact, revisionId, ...(time !== undefined && { committedAt: at(time) }) };
}
