/** The kinds of causes; docs/runbook.md has a section for each, and each language a sentence of advice. */
export const KINDS = [
  'registry-rate-limit',
  'network',
  'dns',
  'aws-throttling',
  'aws-internal',
  'capacity',
  'timeout',
  'conflict',
  'permission',
  'credentials',
  'config',
  'stack-state',
  'dependency-resolution',
  'compile',
  'test',
  'quality-gate',
  'quota',
  'disk',
  'memory',
  'image',
  'command',
  'deploy-health',
  'alarm',
  'condition',
  'approval-rejected',
  'stopped',
  'unknown',
] as const;
export type Kind = (typeof KINDS)[number];

/** Whether trying again can help: yes, no, or nobody can tell. */
export const CLASSES = ['transient', 'permanent', 'unknown'] as const;
export type CauseClass = (typeof CLASSES)[number];

/** Why something failed, and by which evidence that is known. */
export interface Cause {
  readonly class: CauseClass;
  readonly kind: Kind;
  /** The id of the rule that recognised it. */
  readonly rule?: string | undefined;
  /** The code, phase or line in which the rule found it, clean and redacted. */
  readonly line?: string | undefined;
}

/** What is known of one failure, each text clean and redacted; lines in the order in which they were written. */
export interface Evidence {
  /** Error codes as the services give them, for example `THROTTLED`. */
  readonly codes: readonly string[];
  /** CodeBuild's failed phases, as `PROVISIONING FAULT: CODE: message`. */
  readonly phases: readonly string[];
  /** Messages and summaries of the services. */
  readonly messages: readonly string[];
  /** The lines of the command that failed; all lines where no command is known. */
  readonly output: readonly string[];
  /** The lines before that command: of commands that succeeded. */
  readonly earlier: readonly string[];
  /** There is a log that could not be read: that a command failed is then no cause. */
  readonly unread?: boolean | undefined;
}
