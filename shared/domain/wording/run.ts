import type { Report } from '../report/report.ts';
import type { Trigger } from '../trigger.ts';
import type { Speak } from './speak.ts';
import type { TextKey } from './en.ts';

/**
 * `Push` is our own, for events that only name a commit; the others are the trigger types of
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html
 */
const TRIGGERS: ReadonlyMap<string, TextKey> = new Map([
  ['CreatePipeline', 'trigger.creation'],
  ['StartPipelineExecution', 'trigger.person'],
  ['PollForSourceChanges', 'trigger.push'],
  ['Webhook', 'trigger.push'],
  ['WebhookV2', 'trigger.push'],
  ['CloudWatchEvent', 'trigger.event'],
  ['Push', 'trigger.push'],
  ['PutActionRevision', 'trigger.revision'],
  ['ManualRollback', 'trigger.rollback-on-request'],
  ['AutomatedRollback', 'trigger.rollback'],
]);

/** How long the run took, its attempt and what started it: `4 min 32 s, attempt 1, started by a push`. */
export function runOf(report: Report, speak: Speak, duration: (ms: number) => string): string {
  const parts = [
    report.durationMs === undefined ? undefined : duration(report.durationMs),
    report.attempt === undefined ? undefined : speak('run.attempt', { attempt: report.attempt }),
    report.trigger && speak('run.by', { trigger: triggerOf(report.trigger, speak) }),
  ];
  return parts.filter((part) => part !== undefined).join(speak('list.separator'));
}

function triggerOf({ type, role }: Trigger, speak: Speak): string {
  const key = TRIGGERS.get(type);
  if (key === 'trigger.person' && role !== undefined) return speak('trigger.person-as', { role });
  return key === undefined ? speak('trigger.other', { type }) : speak(key);
}
