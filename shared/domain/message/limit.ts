import type { Report } from '../report/report.ts';
import { cut } from '../text.ts';

/** What SNS takes, in bytes, the attributes included: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_BYTES = 262_144;
const MAX_TEXT = 250;
const MAX_WHOLE = 500;

/** True if SNS takes the message; its JSON is a little longer than what SNS counts. */
export function isSmallEnough(message: object): boolean {
  return new TextEncoder().encode(JSON.stringify(message)).length < MAX_BYTES;
}

/**
 * The report with its texts cut so far that any message made of it is small enough: only texts made to be large get
 * here. A link or a command of which the end was cut off would mislead, so long ones are left out.
 */
export function shortened(report: Report): Report {
  const links = report.links.filter(({ url }) => url.length <= MAX_WHOLE);
  return JSON.parse(JSON.stringify({ ...report, links }), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key !== 'url' && key !== 'command') return cut(value, MAX_TEXT);
    return value.length <= MAX_WHOLE ? value : undefined;
  }) as Report;
}
