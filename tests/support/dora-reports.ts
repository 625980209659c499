import type { Figures } from '../../shared/domain/dora/figures.ts';
import { figuresOf } from '../../shared/domain/dora/figures.ts';
import {
  aboveThresholdReport,
  gotWorseReport,
  standingReport,
} from '../../shared/domain/dora/report/alerts.ts';
import { digestOf } from '../../shared/domain/dora/report/digest.ts';
import type { DoraReport, Occasion } from '../../shared/domain/dora/report/report.ts';
import { worseByHalf } from '../../shared/domain/dora/report/worsening.ts';
import { pipelinesAboveThreshold } from '../../shared/domain/dora/threshold.ts';
import { HOUR_MS, windowOf } from '../../shared/domain/dora/window.ts';
import { PLACE } from './facts.ts';

/** Monday 9 March 2026, six o'clock: the week before it is reported. */
export const MONDAY = Date.parse('2026-03-09T06:00:00Z');
export const occasion: Occasion = { at: MONDAY, place: PLACE, window: windowOf(MONDAY, 7) };

const nothing = figuresOf([], { productionStage: 'Live', window: occasion.window });

/** Figures of a week in which nothing happened but what is told. */
export function figures(more: Partial<Figures> = {}): Figures {
  return { ...nothing, ...more };
}

/** A week with everything, and a better one before it. */
export const busy = figures({
  deployments: 10,
  successful: 7,
  failed: 4,
  rework: 2,
  healed: 1,
  leadTimes: [3600, 16_200, 90_000],
  revisionsWithoutTime: 2,
  recoveries: [6600, 3600],
  openFailures: [{ id: 'X', since: occasion.window.to - 60 * HOUR_MS }],
  runSeconds: [600, 900, 1500],
  buildSeconds: [300, 320, 340, 400, 420],
  failedStages: [
    { executionId: 'X', stage: 'Live', kind: 'network' },
    { executionId: 'Y', stage: 'Live', kind: 'deploy-health' },
    { executionId: 'Z', stage: 'Live', kind: 'network' },
    { executionId: 'Z', stage: 'Test' },
  ],
  approvalsWaiting: [
    { executionId: 'W', stage: 'Live', action: 'Approve', since: occasion.window.to - 30 * HOUR_MS },
  ],
  failingSince: occasion.window.to - 50 * HOUR_MS,
  retries: { started: 3, healed: 2 },
});
export const better = figures({
  deployments: 16,
  successful: 15,
  failed: 1,
  leadTimes: [3600, 9000],
  recoveries: [1800],
  buildSeconds: [200, 200, 210, 220, 230],
});

const threshold = { rate: 20, minDeployments: 5 };
const pair = { pipeline: 'checkout-pipeline', current: busy, previous: better };

/** One report of each kind, with everything that it can say. */
export const REPORTS = {
  digest: digestOf(
    {
      pipelines: [pair, { pipeline: 'billing', current: figures() }],
      watched: 5,
      unread: [],
      unfinished: ['billing'],
    },
    occasion,
  ),
  'got-worse': known(gotWorseReport(worseByHalf(pair, {}, occasion.window), occasion)),
  standing: known(standingReport(new Map([['checkout-pipeline', busy]]), occasion)),
  'above-threshold': known(
    aboveThresholdReport(
      pipelinesAboveThreshold(new Map([['checkout-pipeline', busy]]), threshold),
      threshold,
      occasion,
    ),
  ),
} as const;

function known(report: DoraReport | undefined): DoraReport {
  if (report === undefined) throw new Error('nothing is reported');
  return report;
}
