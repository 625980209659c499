import type { PastAttempt, PastExecution } from '../../../../shared/domain/dora/history.ts';
import type { Window } from '../../../../shared/domain/dora/window.ts';

/**
 * The definitions once more, term by term and without any care for speed: what the figures are compared with. Failures are
 * looked for one by one, marks pair by pair.
 */
export function byTheLetter(executions: readonly PastExecution[], stage: string, { from, to }: Window) {
  const inWindow = (time: number) => from <= time && time < to;
  const standard = (it: PastExecution) => (it.type ?? 'STANDARD') === 'STANDARD';
  const known = executions.filter((it) => it.startedAt < to);
  const releases = known.flatMap((it) => {
    const terminal = ['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'].includes(it.status);
    if (!terminal || it.updatedAt >= to) return [];
    const rows = it.attempts.filter((row) => row.stage === stage && row.startedAt < to);
    const latest = rows.filter((row) =>
      rows.every((other) => other.action !== row.action || !beats(other, row)),
    );
    const deploying = latest.filter(({ category }) => category !== 'Approval');
    if (deploying.length === 0) return [];
    const tried = rows.filter(({ category }) => category !== 'Approval');
    const failed = deploying.some(({ status }) => status === 'Failed');
    const whole = !['Stopped', 'Cancelled'].includes(it.status);
    const successful = !failed && whole && latest.every(({ status }) => status === 'Succeeded');
    return [
      {
        it,
        failed,
        successful,
        begin: Math.min(...tried.map(({ startedAt }) => startedAt)),
        end: Math.max(...deploying.map(({ updatedAt }) => updatedAt)),
        healed: successful && tried.some(({ status }) => status === 'Failed'),
      },
    ];
  });
  const deployments = releases.filter((it) => standard(it.it) && (it.failed || it.successful));
  const successes = deployments.filter(({ successful }) => successful);
  const rollbacks = releases.filter(({ it }) => it.type === 'ROLLBACK');
  const marked = new Set<string>();
  for (const { it } of rollbacks) {
    const before = inOrder(successes.filter(({ end }) => end <= it.startedAt));
    const target = successes.find((success) => success.it.id === it.rollbackTargetId);
    const wanted = target ? before.filter(({ end }) => end > target.end) : before.slice(-1);
    for (const success of wanted) marked.add(success.it.id);
  }
  const cures = [
    ...successes.filter(({ it }) => !marked.has(it.id)),
    ...rollbacks.filter(({ successful }) => successful),
  ];
  const failures = deployments
    .filter(({ it, failed }) => failed || marked.has(it.id))
    .map(({ it, end }) => ({
      id: it.id,
      end,
      recovery: Math.min(...cures.filter((cure) => cure.end > end).map((cure) => cure.end)),
    }));

  const delivered = new Set<string>();
  const leadTimes: number[] = [];
  let revisionsWithoutTime = 0;
  for (const [index, { it, end }] of inOrder(successes).entries()) {
    const carrying = known.filter((other) => standard(other) && other.startedAt <= it.startedAt);
    const revisions = carrying.flatMap((other) =>
      other.revisions.map((r) => `${r.artifact}/${r.revisionId}`),
    );
    for (const key of new Set(revisions)) {
      if (delivered.has(key)) continue;
      delivered.add(key);
      if (index === 0 || !inWindow(end)) continue;
      const times = known
        .filter(standard)
        .flatMap((other) => other.revisions)
        .filter((r) => `${r.artifact}/${r.revisionId}` === key)
        .flatMap((r) => r.committedAt ?? []);
      if (times.length === 0) revisionsWithoutTime++;
      else if (Math.min(...times) < end) leadTimes.push((end - Math.min(...times)) / 1000);
    }
  }
  const counted = deployments.filter(({ end }) => inWindow(end));
  const well = counted.filter(({ successful }) => successful);
  const ascending = (values: number[]) => values.sort((a, b) => a - b);
  return {
    deployments: counted.length,
    successful: well.length,
    failed: counted.filter(({ it, failed }) => failed || marked.has(it.id)).length,
    rework: well.filter(({ begin }) => failures.some((f) => f.end <= begin && begin < f.recovery)).length,
    healed: well.filter(({ healed }) => healed).length,
    leadTimes: ascending(leadTimes),
    revisionsWithoutTime,
    recoveries: ascending(
      failures.flatMap(({ end, recovery }) => (inWindow(recovery) ? [(recovery - end) / 1000] : [])),
    ),
    openFailures: new Set(failures.filter((f) => f.end < to && f.recovery >= to).map(({ id }) => id)),
  };
}

/** By the end; of two that ended together the one that started first. */
function inOrder<T extends { readonly it: PastExecution; readonly end: number }>(releases: readonly T[]) {
  return releases.toSorted(
    (a, b) => a.end - b.end || a.it.startedAt - b.it.startedAt || (a.it.id < b.it.id ? -1 : 1),
  );
}

function beats(a: PastAttempt, b: PastAttempt): boolean {
  if (a.startedAt !== b.startedAt) return a.startedAt > b.startedAt;
  return a.updatedAt === b.updatedAt ? a.status > b.status : a.updatedAt > b.updatedAt;
}
