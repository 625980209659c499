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
/** Within words an underscore means nothing, and the mark of the redaction is ours. */
const MARKUP = /[@*~|()"]|\[(?!REDACTED\])|(?<!\[REDACTED)\]|(?<!\w)_|_(?!\w)/gu;

/** The partition that an ARN names, else the one that the Region's name tells. */
export function partitionOf(arn: string | undefined, region: string | undefined): string {
  const named = /^arn:(aws[a-z-]{0,20}):/u.exec(arn ?? '')?.[1];
  if (named !== undefined) return named;
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The console's page of one pipeline execution; undefined where the Region or the partition's console is not known. */
export function executionUrl(place: Place, pipeline: string, executionId: string): string | undefined {
  const path = `pipelines/${encoded(pipeline)}/executions/${encoded(executionId)}/timeline`;
  return consoleUrl(place, `codesuite/codepipeline/${path}`);
}

/** The console's page of a deployment. */
export function deploymentUrl(place: Place, deploymentId: string): string | undefined {
  return consoleUrl(place, `codesuite/codedeploy/deployments/${encoded(deploymentId)}`);
}

/** The console's page of a log stream, at a time in milliseconds since the epoch where one is given. */
export function logStreamUrl(
  place: Place,
  { region, group, stream }: LogStream,
  at?: number,
): string | undefined {
  // The console wants names encoded twice, with $ for the percent sign.
  const twice = (name: string): string => encodeURIComponent(encoded(name)).replaceAll('%', '$');
  const start = at === undefined ? '' : `$3Fstart$3D${at}`;
  return webUrl(
    consoleUrl(
      { ...place, region: region ?? place.region },
      'cloudwatch/home',
      `#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}${start}`,
    ),
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
  }).map(([key, value]) => `&${key}=${encoded(value)}`);
  return webUrl(consoleUrl(place, 'codesuite/settings/connections/redirect', query.join('')));
}

/** A link from outside: http or https without blanks, controls, user and secrets, else nothing. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_URL_CHARACTERS) return undefined;
  return harmless(redact(text).replace(/^(https?:\/\/)[^/?#]*@/u, '$1'));
}

/** Names of pipelines and ids in it are not redacted: they may be anything, and are told beside it as they are. */
function consoleUrl(place: Place, path: string, rest = ''): string | undefined {
  const domain = CONSOLES[place.partition ?? 'aws'];
  if (domain === undefined || place.region === undefined) return undefined;
  const region = encoded(place.region);
  return harmless(`https://${region}.${domain}/${path}?region=${region}${rest}`);
}

/** The same address without what a chat or a mail program could take for markup or a mention: that is encoded, behind the host. */
function harmless(url: string): string | undefined {
  const isLink = url.length <= MAX_URL_CHARACTERS && /^https?:\/\/[!-;=?-~]+$/u.test(url);
  if (!isLink || url.includes('`')) return undefined;
  const host = /^https?:\/\/[^/?#]*/u.exec(url)?.[0].length;
  return `${url.slice(0, host)}${url.slice(host).replace(MARKUP, encodedCharacter)}`;
}

function encodedCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Half of a pair of surrogates, which nothing but a mistake can write, cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
