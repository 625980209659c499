import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Speak } from './speak.ts';

const MAX_TARGETS = 3;

/** The kind of the cause, and whether trying again can help. */
export function causeOf({ cause }: Diagnosis, speak: Speak): string {
  return speak('cause.is', { kind: speak(`kind.${cause.kind}`), class: speak(`class.${cause.class}`) });
}

/** What ended how above the lines of its log; undefined without such lines. */
export function logOf(
  { excerpt, command, exitStatus, failedPhase }: Diagnosis,
  speak: Speak,
): string | undefined {
  if (excerpt === undefined) return undefined;
  const status = exitStatus === undefined ? 'log.command' : 'log.command-status';
  const of =
    command === undefined
      ? speak(failedPhase === undefined ? 'log.of-action' : 'log.of-phase', { phase: failedPhase ?? '' })
      : speak(status, { command, status: exitStatus ?? '' });
  return excerpt.cut ? speak('log.cut', { text: of }) : of;
}

/** What to do, and where the runbook says more. */
export function adviceOf({ cause }: Diagnosis, speak: Speak, runbookUrl: string | undefined): string {
  return speak('advice.more', {
    advice: speak(`advice.${cause.kind}`),
    page: `${runbookUrl ?? speak('advice.runbook')}#${cause.kind}`,
  });
}

/** Where CodeDeploy failed, by which alarm, and whether it rolled back. */
export function targetsOf(diagnosis: Diagnosis | undefined, speak: Speak): readonly string[] {
  if (diagnosis === undefined) return [];
  const { targets, alarms, rollbackId } = diagnosis;
  const events = targets.flatMap(({ id, events: failed }) =>
    failed.map(({ name, code, message }) => {
      const reason = [code, message].filter((part) => part !== undefined).join(': ');
      return speak(reason === '' ? 'target.failed' : 'target.because', { id, event: name, reason });
    }),
  );
  return [
    ...events.slice(0, MAX_TARGETS),
    ...(alarms.length === 0
      ? []
      : [speak('target.alarms', { alarms: alarms.join(speak('list.separator')) })]),
    ...(rollbackId === undefined ? [] : [speak('target.rollback', { id: rollbackId })]),
  ];
}
