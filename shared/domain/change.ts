import { cleanProse } from './text.ts';

/** A source revision as a person recognises it; never the author's e-mail address. */
export interface Change {
  readonly revision: string;
  /** The first line of the commit's message. */
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly url?: string | undefined;
}

const TITLE_CHARACTERS = 120;

/** Seven characters of a commit id, twelve of anything else (S3 versions, image digests). */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u.test(revision) ? revision.slice(0, 7) : cleanProse(revision, 12);
}

/**
 * The title of a revision's summary: connection sources give the JSON text {"ProviderType", "CommitMessage"}, others
 * the message itself.
 */
export function titleOf(summary: string | undefined): string | undefined {
  if (summary === undefined) return undefined;
  const firstLine = commitMessage(summary)
    .trimStart()
    .replace(/[\r\n].*/su, '');
  return cleanProse(firstLine, TITLE_CHARACTERS) || undefined;
}

function commitMessage(summary: string): string {
  if (!summary.startsWith('{')) return summary;
  try {
    const parsed: unknown = JSON.parse(summary);
    const message = (parsed as { CommitMessage?: unknown }).CommitMessage;
    return typeof message === 'string' ? message : summary;
  } catch {
    return summary;
  }
}
