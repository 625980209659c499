import type { FailedTarget } from '../deployment.ts';
import type { FailedAction } from '../failure.ts';
import type { Build, BuildPhase, LogEvent } from './build.ts';
import type { Cause, Evidence } from './cause.ts';
import { classify } from './classify.ts';
import type { Diagnosis, Sources } from './diagnosis.ts';
import { excerptOf } from './excerpt.ts';
import type { Excerpt } from './excerpt.ts';
import { failedOutput } from './failed-output.ts';
import { readLog } from './log.ts';
import type { RulesInForce } from './rules-in-force.ts';

const MAX_COMMAND_CHARACTERS = 200;

/** Judges what was read about one failed action. */
export function diagnose(sources: Sources, rules: RulesInForce): Diagnosis {
  const { action, build, deployment, targets = [], stream } = sources;
  const log = readLog([...(sources.log ?? []), ...targets.flatMap(tailOf)]);
  const { command, exitStatus, output, earlier, complete } = failedOutput(log);
  const failedPhase = build?.phases.find(isFailed);
  const texts = (lines: typeof log): readonly string[] => lines.map(({ text }) => text);
  const evidence = {
    ...factsOf(sources, failedPhase),
    output: texts(output),
    earlier: texts(earlier),
    unread: stream !== undefined && sources.log === undefined,
  };
  const cause = decided(action) ?? classify(evidence, rules);
  const found = cause.line === undefined ? undefined : { line: cause.line };
  return {
    action: action.action,
    cause,
    command: command?.split('\n', 1)[0]?.slice(0, MAX_COMMAND_CHARACTERS),
    exitStatus,
    failedPhase: failedPhase?.name,
    phases: (build?.phases ?? []).flatMap(({ name, durationMs }) =>
      durationMs === undefined ? [] : [{ name, durationMs }],
    ),
    excerpt: output.length === 0 ? undefined : withCut(excerptOf(output, found), complete),
    stream,
    targets,
    alarms: deployment?.alarms ?? [],
    rollbackId: deployment?.rollbackId,
  };
}

/** Where the command began before what was read, more is left out than the excerpt knows. */
function withCut(excerpt: Excerpt, complete: boolean): Excerpt {
  return complete ? excerpt : { ...excerpt, cut: true };
}

/** What needs no evidence: a person said no, or a condition of the stage did. */
function decided({ category, action }: FailedAction): Cause | undefined {
  if (category === 'Approval') return { class: 'permanent', kind: 'approval-rejected' };
  if (category === 'Condition') return { class: 'permanent', kind: 'condition', line: action };
  return undefined;
}

function factsOf(
  { action: { result }, build, deployment, targets = [] }: Sources,
  failedPhase: BuildPhase | undefined,
): Pick<Evidence, 'codes' | 'phases' | 'messages'> {
  const contexts = (failedPhase?.contexts ?? []).map(({ code, message }) => joined([code, message]));
  const events = targets.flatMap((target) => target.events);
  return {
    codes: [result.code, deployment?.error?.code, ...events.map(({ code }) => code)].filter(isText),
    phases: failedPhase ? phasesOf(failedPhase, contexts) : ended(build),
    messages: [
      result.summary,
      deployment?.error?.message,
      deployment?.rollbackMessage,
      ...contexts,
      ...events.map(({ message }) => message),
    ].filter(isText),
  };
}

function phasesOf({ name, status = '' }: BuildPhase, contexts: readonly string[]): readonly string[] {
  return contexts.length === 0
    ? [`${name} ${status}`]
    : contexts.map((context) => `${name} ${status}: ${context}`);
}

/** A build that ended otherwise than by a phase: FAULT, TIMED_OUT, STOPPED. */
function ended(build: Build | undefined): readonly string[] {
  return build === undefined || build.status === 'SUCCEEDED' ? [] : [`BUILD ${build.status}`];
}

function isFailed({ status }: BuildPhase): boolean {
  return status !== undefined && status !== 'SUCCEEDED' && status !== 'IN_PROGRESS';
}

function tailOf({ events }: FailedTarget): readonly LogEvent[] {
  return events.flatMap(({ logTail }) => (logTail === undefined ? [] : [{ at: 0, message: logTail }]));
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter(isText).join(': ');
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
