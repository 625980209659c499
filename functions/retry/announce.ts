import { render } from '../../shared/domain/message/message.ts';
import { newsIn, newsKey, reportNews } from '../../shared/domain/report/news.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import { ownerByMap } from '../../shared/domain/watch.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import { NO_ACCOUNTS } from './breaker.ts';
import type { Deps } from './deps.ts';
import { readPipeline } from './look.ts';

/** The function's own time-out: whoever has begun to tell has ended by then. */
const TELL_MS = 60_000;

/**
 * Tells, once, what the message of the failure could not know: a promised retry that does not take place, and what became of
 * a rollback. Throws a ServiceError where the topic does not take it, and then the same input may be given again.
 */
export async function announce(deps: Deps, run: StageRun): Promise<void> {
  const { record } = await deps.ledger.read(run, NO_ACCOUNTS, 'unknown');
  for (const news of newsIn(record)) {
    const key = newsKey(run, news);
    const { once, publish } = await deps.messenger();
    const tell = async (): Promise<void> => {
      const owner = await ownerOf(deps, run);
      const now = deps.now();
      const report = reportNews(run, news, { place: deps.place, at: record?.decidedAt ?? now, now, owner });
      const messageId = await publish(render(report, deps.settings));
      deps.log.info(LOG.published, { key, messageId, severity: report.severity });
    };
    const { fault } = await once(key, TELL_MS, tell);
    if (fault) deps.log.error(LOG.storeFailed, { key, code: fault.code });
  }
}

/** Without an owner the message still goes out. */
async function ownerOf(deps: Deps, { pipeline }: StageRun): Promise<string | undefined> {
  const { tag } = deps.settings.owners;
  const known = ownerByMap(pipeline, deps.settings);
  if (known !== undefined || tag === undefined) return known;
  return readPipeline(deps, (reader, signal) => reader.tag(deps.place, pipeline, tag, signal)).catch(
    () => undefined,
  );
}
