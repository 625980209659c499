import { ownerByMap } from '../watch.ts';
import { nameOf } from '../fact.ts';
import type { Fact } from '../fact.ts';
import type { Findings, Missing } from '../findings.ts';
import { lateBy } from '../late.ts';
import { found } from '../lookup.ts';
import type { Settings } from '../settings.ts';
import { reportBuild } from './build.ts';
import { reportDeployment } from './deployment.ts';
import { reportPipeline } from './pipeline.ts';
import type { Report, Told } from './report.ts';

/**
 * Composes what is to be said of a fact; undefined where the findings show that there is no news in it.
 * `now` (milliseconds since the epoch) stands in for the time of an event that has none.
 */
export function compose(fact: Fact, findings: Findings, settings: Settings, now: number): Report | undefined {
  const at = fact.at ?? now;
  const told = tell(fact, findings, at, now);
  if (told === undefined) return undefined;
  if (isQuietSuccess(fact, told, findings, settings)) return undefined;
  const name = nameOf(fact);
  return {
    ...told,
    name,
    state: fact.state,
    place: fact.place,
    at,
    lateMs: lateBy(at, now),
    owner: ownerByMap(name, settings) ?? found(findings.owner),
    missing: missingOf(findings),
  };
}

function tell(fact: Fact, findings: Findings, at: number, now: number): Told | undefined {
  switch (fact.source) {
    case 'pipeline':
      return reportPipeline(fact, findings, at, now);
    case 'deployment':
      return reportDeployment(fact, found(findings.deployment), findings.diagnoses?.[0]);
    case 'build':
      return reportBuild(fact, at, findings.diagnoses?.[0]);
  }
}

/** Where only recoveries are wanted, a success that could not be told from one is still sent. */
function isQuietSuccess(fact: Fact, told: Told, findings: Findings, settings: Settings): boolean {
  return (
    fact.source === 'pipeline' &&
    fact.level === 'pipeline' &&
    fact.state === 'SUCCEEDED' &&
    settings.notify.success === 'recovery' &&
    told.recovery === undefined &&
    told.headline !== 'rolled-back' &&
    [findings.history, findings.attempts].every((lookup) => lookup?.status !== 'missing')
  );
}

/** Each thing once: a log that was looked for in two places is missing once. */
function missingOf(findings: Findings): Report['missing'] {
  const questions = [
    'execution',
    'attempts',
    'rules',
    'history',
    'lastSuccess',
    'retry',
    'deployment',
    'owner',
  ] as const;
  const missing = questions.flatMap((what): readonly Missing[] => {
    const lookup = findings[what];
    return lookup?.status === 'missing' ? [{ what, reason: lookup.reason, operation: lookup.operation }] : [];
  });
  const all = [...missing, ...(findings.missing ?? [])];
  return all.filter((it, index) => all.findIndex(({ what }) => what === it.what) === index);
}
