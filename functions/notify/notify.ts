import { compose } from '../../shared/domain/report/compose.ts';
import { factKey } from '../../shared/domain/fact.ts';
import type { Fact } from '../../shared/domain/fact.ts';
import { render } from '../../shared/domain/message/message.ts';
import { silenceOf } from '../../shared/domain/watch.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import { readFacts } from '../../shared/schemas/event.ts';
import type { Deps } from './deps.ts';
import { isDeployedByWatchedPipeline, lookUp } from './look-up.ts';
import { keepSeverity } from './severity.ts';

/**
 * Sends one message for each fact in the event, or says in the log why not. Throws an UnknownEventError for an event
 * that is not understood and a ServiceError when the topic does not take the message; Lambda then tries again and in
 * the end keeps the event in the failure queue.
 */
export async function notify(deps: Deps, event: unknown, remainingMs: () => number): Promise<void> {
  const facts = readFacts(event);
  if (facts.length === 0) deps.log.info(LOG.silent, { silence: 'own-message' });
  const results = await Promise.allSettled(facts.map((fact) => tellOnce(deps, fact, remainingMs)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function tellOnce(deps: Deps, fact: Fact, remainingMs: () => number): Promise<void> {
  const key = factKey(fact);
  const silence = silenceOf(fact, deps.settings);
  if (silence !== undefined) {
    deps.log.info(LOG.silent, { key, silence });
    return;
  }
  const { outcome, fault } = await deps.once(key, remainingMs(), () => tell(deps, fact));
  if (fault) deps.log.error(LOG.storeFailed, { key, code: fault.code });
  if (outcome === 'duplicate') deps.log.info(LOG.duplicate, { key });
  if (outcome === 'under-way') deps.log.info(LOG.underWay, { key });
}

async function tell(deps: Deps, fact: Fact): Promise<void> {
  const key = factKey(fact);
  const findings = await lookUp(deps, fact);
  if (await isDeployedByWatchedPipeline(deps, fact, findings)) {
    deps.log.info(LOG.silent, { key, silence: 'deployment-of-a-watched-pipeline' });
    return;
  }
  const report = compose(fact, findings, deps.settings, deps.now());
  if (report === undefined) {
    deps.log.info(LOG.silent, { key, silence: 'no-news' });
    return;
  }
  if (report.headline === 'unknown') deps.log.warn(LOG.newState, { key });
  const messageId = await deps.publish(render(report, deps.settings));
  await keepSeverity(deps, fact, report);
  deps.log.info(LOG.published, { key, messageId, severity: report.severity, missing: report.missing });
}
