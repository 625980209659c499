import type { Figures } from '../figures.ts';
import type { Window } from '../window.ts';
import { compared, MEASURES } from './summary.ts';
import type { Compared, MeasureName } from './summary.ts';

/** A pipeline's figures, and those of the period before where they are known. */
export interface PipelineFigures {
  readonly pipeline: string;
  readonly current: Figures;
  readonly previous?: Figures;
}

/** A figure of a pipeline that got worse; the values are in the unit of its metric. */
export interface Worsening {
  readonly pipeline: string;
  readonly name: MeasureName;
  readonly unit: Compared['unit'];
  readonly value: number;
  readonly previous: number;
}

/** What is added before two values are compared, so that little things do not look large. */
const DAMPING = {
  DeploymentFrequency: 1 / 7,
  LeadTimeForChanges: 3600,
  ChangeFailureRate: 10,
  FailedDeploymentRecoveryTime: 600,
  DeploymentReworkRate: 10,
  BuildTime: 60,
} as const satisfies Readonly<Record<MeasureName, number>>;

/** Less than a tenth is no news. */
const LEAST_FACTOR = 1.1;

/** The figures that got most worse of all pipelines, the worst first. */
export function mostWorsened(pipelines: readonly PipelineFigures[], max: number): readonly Worsening[] {
  return pipelines
    .flatMap((it) => [...MEASURES, 'BuildTime' as const].flatMap((name) => changeOf(it, name)))
    .map((change) => ({ change, factor: factorOf(change) }))
    .filter(({ factor }) => factor >= LEAST_FACTOR)
    .sort((a, b) => b.factor - a.factor || (a.change.pipeline < b.change.pipeline ? -1 : 1))
    .slice(0, max)
    .map(({ change }) => change);
}

/** When each of these was last told of a pipeline: the end of the window then, in milliseconds since the epoch. */
export type LastTold = Readonly<Partial<Record<'BuildTime' | 'DeploymentFrequency', number>>>;

/** Fewer builds or deployments say nothing, and a build that takes some seconds more annoys nobody. */
const MIN_BUILDS = 5;
const MIN_DEPLOYMENTS = 4;
const MIN_BUILD_SECONDS = 60;

/**
 * What got worse by half since the period before: a median build that takes half as long again, half as many deployments.
 * Each is told at most once in the length of the window.
 */
export function worseByHalf(it: PipelineFigures, told: LastTold, window: Window): readonly Worsening[] {
  const { current, previous } = it;
  if (previous === undefined) return [];
  const isSlower = ({ value, previous: before }: Worsening) =>
    value >= 1.5 * before &&
    value - before >= MIN_BUILD_SECONDS &&
    Math.min(current.buildSeconds.length, previous.buildSeconds.length) >= MIN_BUILDS;
  const isRarer = ({ value, previous: before }: Worsening) =>
    value <= before / 2 && previous.successful >= MIN_DEPLOYMENTS;
  return [
    ...changeOf(it, 'BuildTime').filter(isSlower),
    ...changeOf(it, 'DeploymentFrequency').filter(isRarer),
  ].filter(({ name }) => mayTell(told[name as keyof LastTold], window));
}

function mayTell(toldAt: number | undefined, { from }: Window): boolean {
  return toldAt === undefined || toldAt <= from;
}

/** Whether and how a figure changed; nothing where one of the two has no data. */
function changeOf({ pipeline, current, previous }: PipelineFigures, name: MeasureName): readonly Worsening[] {
  const { unit, value, previous: before } = compared(name, current, previous);
  return value === undefined || before === undefined
    ? []
    : [{ pipeline, name, unit, value, previous: before }];
}

/** How many times worse it is; of a frequency less is worse, of everything else more. */
function factorOf({ name, value, previous }: Worsening): number {
  const now = value + DAMPING[name];
  const before = previous + DAMPING[name];
  return name === 'DeploymentFrequency' ? before / now : now / before;
}
