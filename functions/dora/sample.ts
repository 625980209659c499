import type { Kind } from '../../shared/domain/diagnosis/cause.ts';
import { figuresOf } from '../../shared/domain/dora/figures.ts';
import type { Figures, Retries } from '../../shared/domain/dora/figures.ts';
import { daysIn, windowBefore } from '../../shared/domain/dora/window.ts';
import type { Window } from '../../shared/domain/dora/window.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import { productionStageOf } from '../../shared/domain/production-stage.ts';
import { matchesWildcard } from '../../shared/domain/wildcard.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { PipelineSample } from '../../shared/ports/dora-runs.ts';
import type { DefinedStage, HistoryReader, KnownPipeline } from '../../shared/ports/history.ts';
import type { Deps } from './deps.ts';
import { readHistory } from './history.ts';

/** So many failed stages are looked up in the ledger; more are reported without a cause. */
const MAX_CAUSES = 1000;

/** The figures of a pipeline in a window and in the one before; throws a ServiceError or an OutOfTimeError. */
export async function sampleOf(
  deps: Deps,
  reader: HistoryReader,
  pipeline: KnownPipeline,
  window: Window,
): Promise<PipelineSample> {
  const { name } = pipeline;
  const configured = configuredStage(deps, name);
  const productionStage = productionStageOf(await stagesOf(deps, reader, pipeline), configured);
  if (productionStage === undefined)
    throw new ServiceError('codepipeline:GetPipeline', 'NoStages', 'failed', undefined);
  if (configured !== undefined && configured !== productionStage)
    deps.log.warn(LOG.productionStageMissing, { pipeline: name, stage: configured });
  const before = windowBefore(window);
  const history = await readHistory(deps, reader, {
    pipeline: name,
    productionStage,
    windows: [window, before],
  });
  const of = (it: Window) => figuresOf(history.executions, { productionStage, window: it });
  const retries = await retriesIn(deps, name, [window, before]);
  return {
    pipeline: name,
    current: { ...(await withCauses(deps, name, of(window))), ...(retries && { retries: retries[0] }) },
    previous: { ...of(before), ...(retries && { retries: retries[1] }) },
    isUnfinished: history.isUnfinished,
  };
}

function configuredStage({ settings }: Pick<Deps, 'settings'>, pipeline: string): string | undefined {
  const { productionStage } = settings.dora;
  return Object.entries(productionStage).find(([pattern]) => matchesWildcard(pattern, pipeline))?.[1];
}

/** The stages of the definition, which is asked for once a version. */
async function stagesOf(
  { memory, log }: Deps,
  reader: HistoryReader,
  { name, version }: KnownPipeline,
): Promise<readonly DefinedStage[]> {
  const orWarn = (error: unknown): undefined => {
    log.warn(LOG.memoryFailed, { pipeline: name, error: String(error) });
  };
  const kept = await memory.stages(name).catch(orWarn);
  if (kept && kept.version === version) return kept.stages;
  const stages = await reader.stages(name);
  if (version !== undefined) await memory.keepStages(name, { version, stages }).catch(orWarn);
  return stages;
}

/** What the ledger counts in each window; undefined where nothing is retried, or the ledger can't be read. */
async function retriesIn(
  { counts, log, settings }: Deps,
  pipeline: string,
  [window, before]: readonly [Window, Window],
): Promise<readonly [Retries, Retries] | undefined> {
  if (!settings.retry.enabled && settings.retry.overrides.every(({ enabled }) => !enabled)) return undefined;
  try {
    const byDay = await counts.byDay(pipeline, [...daysIn(before), ...daysIn(window)]);
    const sum = (it: Window): Retries => {
      const found = daysIn(it).flatMap((day) => byDay.get(day) ?? []);
      return {
        started: found.reduce((total, { started }) => total + started, 0),
        healed: found.reduce((total, { healed }) => total + healed, 0),
      };
    };
    return [sum(window), sum(before)];
  } catch (error) {
    log.warn(LOG.countsUnknown, { pipeline, error: String(error) });
    return undefined;
  }
}

/** Says of failed stages why they failed, where the ledger knows it. */
async function withCauses({ counts, log }: Deps, pipeline: string, figures: Figures): Promise<Figures> {
  const { failedStages } = figures;
  if (failedStages.length === 0) return figures;
  let kinds: readonly (Kind | undefined)[] = [];
  try {
    kinds = await counts.causes(pipeline, failedStages.slice(0, MAX_CAUSES));
  } catch (error) {
    log.warn(LOG.countsUnknown, { pipeline, error: String(error) });
  }
  return {
    ...figures,
    failedStages: failedStages.map((it, index) => {
      const kind = kinds[index];
      return kind === undefined ? it : { ...it, kind };
    }),
  };
}
