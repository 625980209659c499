/** What started an execution. */
export interface Trigger {
  /** A trigger type of the service, for example StartPipelineExecution, or Push where only a commit is named. */
  readonly type: string;
  /** The role that started it by hand; never a person's session name. */
  readonly role?: string | undefined;
}

/** The role of an assumed-role ARN, without the session's name, which may be a person's address. */
export function roleOf(arn: string | undefined): string | undefined {
  const role = /^arn:[a-z-]+:sts::\d*:assumed-role\/([\w+=,.@-]{1,64})\//u.exec(arn ?? '')?.[1];
  return role?.replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/u, '$1');
}
