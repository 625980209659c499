import { loadConfiguration } from './configuration.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/** EventBridge's default quota: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_CHARACTERS = 2048;
/** As long as the partition, Region and account that CloudFormation fills in can get. */
const LONGEST = { Partition: 'aws-us-gov', Region: 'ap-southeast-99', AccountId: '111122223333' };

/**
 * Changes of the state of watched pipelines.
 * @param {Serverless} serverless
 */
export async function pipelineStates(serverless) {
  return pipelineStatesPattern(await loadConfiguration(serverless));
}

/**
 * Approvals of watched pipelines that start, are rejected or no longer wait.
 * @param {Serverless} serverless
 */
export async function approvals(serverless) {
  return approvalsPattern(await loadConfiguration(serverless));
}

/** @param {Configuration} configuration */
export function pipelineStatesPattern({ notify, pipelines }) {
  const muted = notify.mutedStates;
  return bounded('pipelines', {
    source: ['aws.codepipeline'],
    'detail-type': ['CodePipeline Pipeline Execution State Change'],
    // What is muted is left out, instead of what is wanted let in: a state that AWS adds later is told.
    detail: { ...included(pipelines), ...(muted.length === 0 ? {} : { state: [{ 'anything-but': muted }] }) },
    ...excluded(pipelines),
  });
}

/** @param {Configuration} configuration */
export function approvalsPattern({ pipelines }) {
  return bounded('pipelines', {
    source: ['aws.codepipeline'],
    'detail-type': ['CodePipeline Action Execution State Change'],
    detail: {
      ...included(pipelines),
      type: { category: ['Approval'] },
      state: ['STARTED', 'FAILED', 'ABANDONED'],
    },
    ...excluded(pipelines),
  });
}

/** Deployments that ended: a success may be a rollback's, which only the API tells. */
export function deployments() {
  return {
    source: ['aws.codedeploy'],
    'detail-type': ['CodeDeploy Deployment State-change Notification'],
    detail: { state: ['FAILURE', 'STOP', 'SUCCESS'] },
  };
}

/** Builds that failed and that no pipeline started. */
export function builds() {
  return {
    source: ['aws.codebuild'],
    'detail-type': ['CodeBuild Build State Change'],
    detail: {
      'build-status': ['FAILED', 'FAULT', 'TIMED_OUT'],
      'additional-information': {
        initiator: [{ 'anything-but': { prefix: 'codepipeline/' } }, { exists: false }],
      },
    },
  };
}

/** @param {Serverless} serverless */
export async function deploymentsWanted(serverless) {
  return (await loadConfiguration(serverless)).notify.deployments;
}

/** @param {Serverless} serverless */
export async function buildsWanted(serverless) {
  return (await loadConfiguration(serverless)).notify.builds;
}

/**
 * Names are ORed within a field, so includes and excludes stand on different fields.
 * @param {Configuration['pipelines']} pipelines
 */
function included({ include }) {
  if (include.includes('*')) return {};
  return { pipeline: include.map((name) => (name.includes('*') ? { wildcard: name } : name)) };
}

/** @param {Configuration['pipelines']} pipelines */
function excluded({ exclude }) {
  if (exclude.length === 0) return {};
  const arns = exclude.map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:codepipeline:\${AWS::Region}:\${AWS::AccountId}:${name}`,
  }));
  const matcher = exclude.some((name) => name.includes('*')) ? { wildcard: arns } : arns;
  return { resources: [{ 'anything-but': matcher }] };
}

/**
 * @template {object} Pattern
 * @param {string} key
 * @param {Pattern} pattern
 */
function bounded(key, pattern) {
  let text = JSON.stringify(pattern).replace(/\{"Fn::Sub":("[^"]*")\}/gu, '$1');
  for (const [name, value] of Object.entries(LONGEST)) text = text.replaceAll(`\${AWS::${name}}`, value);
  if (text.length <= MAX_CHARACTERS) return pattern;
  const message = `config.yml: ${key} makes an event pattern of ${text.length} characters; allowed: ${MAX_CHARACTERS}. Use fewer or shorter names, or wildcards.`;
  throw Object.assign(new Error(message), { stack: message });
}
