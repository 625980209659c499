import type { Place } from './fact.ts';

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

/** The console's page of a log stream, from its ARN. */
export function logStreamUrl(place: Place, arn: string): string | undefined {
  const parts = /^arn:[^:]+:logs:([a-z0-9-]+):\d*:log-group:([^:]+):log-stream:(.+)$/u.exec(arn);
  if (!parts) return undefined;
  const [, region, group, stream] = parts;
  // The console wants names encoded twice, with $ for the percent sign.
  const twice = (name: string | undefined): string =>
    encodeURIComponent(encodeURIComponent(String(name))).replaceAll('%', '$');
  return consoleUrl(
    { ...place, region },
    'cloudwatch/home',
    `#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`,
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

/** A link from outside: http or https without blanks or controls, else nothing. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_URL_CHARACTERS) return undefined;
  return /^https?:\/\/[!-;=?-~]+$/u.test(text) && !text.includes('`') ? text : undefined;
}

function consoleUrl(place: Place, path: string, rest = ''): string | undefined {
  const domain = CONSOLES[place.partition ?? 'aws'];
  if (domain === undefined || place.region === undefined) return undefined;
  const region = encodeURIComponent(place.region);
  return webUrl(`https://${region}.${domain}/${path}?region=${region}${rest}`);
}
