import { dora } from '../../../../functions/dora/dora.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { HOUR_MS } from '../../../../shared/domain/dora/window.ts';
import { ServiceError } from '../../../../shared/domain/lookup.ts';
import { fakeDora } from '../../../support/fake-dora.ts';
import { B, failed, ok, WEEK } from '../../domain/dora/story.ts';

export type Fake = ReturnType<typeof fakeDora>;

/** Monday 9 March 2026, six o'clock. */
export const SIX = WEEK.to + 6 * HOUR_MS;
export const MINUTES = 60_000;
export const scheduled = (at = SIX) => ({
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date(at).toISOString(),
  resources: ['arn:aws:scheduler:eu-west-1:111122223333:schedule/default/pipewatch'],
  detail: '{}',
});
export const G = ok('G', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['g@Mon 08:00'] });
export const F = failed('F', 'Tue 09:00', 'Tue 09:10-09:20');
export const denied = new ServiceError(
  'codepipeline:ListPipelineExecutions',
  'AccessDeniedException',
  'denied',
  undefined,
);

/** Pipelines with the same little history. */
export function withPipelines(
  names: readonly string[],
  executions: readonly PastExecution[] = [B, G],
  settings = {},
) {
  const fake = fakeDora(SIX, settings);
  for (const name of names) fake.service.pipelines.set(name, { executions });
  return fake;
}
export const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `p${String(n).padStart(3, '0')}`);
export const always = () => 15 * MINUTES;
export const valuesOf = ({ points }: Fake, pipeline: string) =>
  Object.fromEntries(points.filter((it) => it.pipeline === pipeline).map(({ name, value }) => [name, value]));
/** Messages of the queue are handed back until there are none. */
export async function playQueue(fake: Fake, remainingMs: () => number) {
  for (let n = 0; fake.queue.length > 0; n++) {
    if (n > 300) throw new Error('the run does not end');
    const [next] = fake.queue.splice(0, 1);
    fake.clock.now += (next?.delaySeconds ?? 0) * 1000;
    const record = { messageId: 'm', eventSource: 'aws:sqs', body: JSON.stringify(next) };
    await dora(fake.deps, { Records: [record] }, remainingMs);
  }
}
