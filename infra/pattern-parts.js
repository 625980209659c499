/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/** EventBridge's default quota: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_CHARACTERS = 2048;
/** As long as the partition, Region and account that CloudFormation fills in can get. */
const LONGEST = { Partition: 'aws-us-gov', Region: 'ap-southeast-99', AccountId: '111122223333' };

/**
 * Names are ORed within a field, so includes and excludes stand on different fields.
 * @param {Configuration['pipelines']} pipelines
 */
export function included({ include }) {
  if (include.includes('*')) return {};
  return { pipeline: include.map((name) => (name.includes('*') ? { wildcard: name } : name)) };
}

/**
 * Matched against the pipeline's ARN.
 * @param {Pick<Configuration['pipelines'], 'exclude'>} pipelines
 */
export function excluded({ exclude }) {
  if (exclude.length === 0) return {};
  const arns = exclude.map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:codepipeline:\${AWS::Region}:\${AWS::AccountId}:${name}`,
  }));
  const matcher = exclude.some((name) => name.includes('*')) ? { wildcard: arns } : arns;
  return { resources: [{ 'anything-but': matcher }] };
}

/**
 * The pattern, unless EventBridge would refuse it as too long: then an error that names the key of config.yml.
 * @template {object} Pattern
 * @param {string} key
 * @param {Pattern} pattern
 */
export function bounded(key, pattern) {
  let text = JSON.stringify(pattern).replace(/\{"Fn::Sub":("[^"]*")\}/gu, '$1');
  for (const [name, value] of Object.entries(LONGEST)) text = text.replaceAll(`\${AWS::${name}}`, value);
  if (text.length <= MAX_CHARACTERS) return pattern;
  const message = `config.yml: ${key} makes an event pattern of ${text.length} characters; allowed: ${MAX_CHARACTERS}. Use fewer or shorter names, or wildcards.`;
  throw Object.assign(new Error(message), { stack: message });
}
