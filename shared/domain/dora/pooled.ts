import type { Figures, Retries } from './figures.ts';

/**
 * The figures of a fleet: sums of the counts and all samples together, so that rates are sums over sums. The days are the
 * window's, the same for all. Pooling parts that were pooled gives the same as pooling all at once.
 */
export function pooled(all: readonly Figures[]): Figures {
  const sum = (of: (figures: Figures) => number) => all.reduce((total, figures) => total + of(figures), 0);
  const samples = (of: (figures: Figures) => readonly number[]) => all.flatMap(of).sort((a, b) => a - b);
  const retries = all.flatMap((figures) => figures.retries ?? []);
  const failing = all.flatMap(({ failingSince }) => failingSince ?? []);
  return {
    days: all.reduce((most, { days }) => Math.max(most, days), 0),
    deployments: sum((it) => it.deployments),
    successful: sum((it) => it.successful),
    failed: sum((it) => it.failed),
    rework: sum((it) => it.rework),
    healed: sum((it) => it.healed),
    leadTimes: samples((it) => it.leadTimes),
    revisionsWithoutTime: sum((it) => it.revisionsWithoutTime),
    recoveries: samples((it) => it.recoveries),
    openFailures: all.flatMap((it) => it.openFailures),
    runSeconds: samples((it) => it.runSeconds),
    buildSeconds: samples((it) => it.buildSeconds),
    failedStages: all.flatMap((it) => it.failedStages),
    approvalsWaiting: all.flatMap((it) => it.approvalsWaiting),
    ...(failing.length > 0 && { failingSince: failing.reduce((a, b) => Math.min(a, b)) }),
    ...(retries.length > 0 && { retries: retries.reduce(added) }),
  };
}

function added(a: Retries, b: Retries): Retries {
  return { started: a.started + b.started, healed: a.healed + b.healed };
}
