import type { Report } from '../report/report.ts';
import { ascii, cutMiddle } from '../text.ts';

/** SNS takes fewer than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_CHARACTERS = 99;
const MAX_NAME = 50;
const MAX_STATE = 24;

const NEWS: Readonly<Partial<Record<Report['headline'], string>>> = {
  'approval-waiting': 'approval needed',
  'retry-withdrawn': 'no retry',
  'rolling-back': 'rollback',
  'rolled-back': 'rolled back',
  'not-rolled-back': 'no rollback',
};

/** `[pipeline] STATE: Stage > Action`, printable ASCII; names cut in the middle, so that what differs stays readable. */
export function subjectOf(report: Report, place: string | undefined): string {
  const start = `[${cutMiddle(ascii(report.name), MAX_NAME)}] ${cutMiddle(ascii(report.state), MAX_STATE)}`;
  const rest = [NEWS[report.headline], place === undefined ? undefined : ascii(place)].filter(
    (part) => part !== undefined,
  );
  if (rest.length === 0) return start;
  const room = MAX_CHARACTERS - start.length - 2;
  return `${start}: ${cutMiddle(rest.join(' at '), room)}`.trimEnd();
}
