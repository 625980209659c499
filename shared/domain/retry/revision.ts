import type { Change } from '../change.ts';

/**
 * The source revisions of an execution in one text, in whichever order they are listed: retries of the same change are
 * counted by it. An execution without one, which failed in its source stage, counts by itself.
 */
export function revisionOf(changes: readonly Pick<Change, 'revision'>[], executionId: string): string {
  const revisions = changes.map(({ revision }) => revision).sort();
  return revisions.join(' ') || executionId;
}
