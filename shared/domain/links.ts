import type { LogStream } from './diagnosis/build.ts';
import type { Place } from './fact.ts';
import { redact } from './redaction/redact.ts';

// The console's domain of each partition: https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const MAX_URL_CHARACTERS = 1500;

/** The partition that an ARN names, else the one that the Region's name tells. */
export function partitionOf(arn: string | undefined, region: string | undefined): string {
  const named = /^arn:(aws[a-z-]{0,20}):/u.exec(arn ?? '')?.[1];
  if (named !== undefined) return named;
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The console's page of one pipeline execution; undefined where the Region or the partition's console is not known. */
export function executionUrl(place: Place, pipeline: string, executionId: string): string | undefined {
  const path = `pipelines/${encodeURIComponent(pipeline)}/executions/${encodeURIComponent(executionId)}/timeline`;
  return consoleUrl(place, `codesuite/codepipeline/${path}`);
}

/** The console's page of a deployment. */
export function deploymentUrl(place: Place, deploymentId: string): string | undefined {
  return consoleUrl(place, `codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}`);
}

/** The console's page of a log stream, at a time in milliseconds since the epoch where one is given. */
export function logStreamUrl(
  place: Place,
  { region, group, stream }: LogStream,
  at?: number,
): string | undefined {
  // The console wants names encoded twice, with $ for the percent sign.
  const twice = (name: string): string => encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  const start = at === undefined ? '' : `$3Fstart$3D${at}`;
  return consoleUrl(
    { ...place, region: region ?? place.region },
    'cloudwatch/home',
    `#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}${start}`,
  );
}

/** The console's redirect to a commit at the provider, which works for every kind of connection. */
export function commitUrl(
  place: Place,
  connectionArn: string,
  repository: string,
  commit: string,
): string | undefined {
  const query = Object.entries({
    connectionArn,
    referenceType: 'COMMIT',
    FullRepositoryId: repository,
    Commit: commit,
  }).map(([key, value]) => `&${key}=${encodeURIComponent(value)}`);
  return consoleUrl(place, 'codesuite/settings/connections/redirect', query.join(''));
}

/** A link from outside: http or https without blanks, controls, user and secrets, else nothing. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_URL_CHARACTERS) return undefined;
  return harmless(redact(text).replace(/^(https?:\/\/)[^/?#]*@/u, '$1'));
}

function consoleUrl(place: Place, path: string, rest = ''): string | undefined {
  const domain = CONSOLES[place.partition ?? 'aws'];
  if (domain === undefined || place.region === undefined) return undefined;
  const region = encodeURIComponent(place.region);
  // Names are not redacted: a link without a part of one would lead nowhere.
  return harmless(`https://${region}.${domain}/${path}?region=${region}${rest}`);
}

function harmless(url: string): string | undefined {
  const isLink = url.length <= MAX_URL_CHARACTERS && /^https?:\/\/[!-;=?-~]+$/u.test(url);
  return isLink && !url.includes('`') ? url : undefined;
}
