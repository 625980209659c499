import { loadConfiguration } from './configuration.js';
import { bounded, excluded, included } from './pattern-parts.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

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

/**
 * Stages that failed, of pipelines that are retried.
 * @param {Serverless} serverless
 */
export async function failedStages(serverless) {
  return failedStagesPattern(await loadConfiguration(serverless));
}

/**
 * Stages that went green after a retry, of pipelines that are retried.
 * @param {Serverless} serverless
 */
export async function healedStages(serverless) {
  return healedStagesPattern(await loadConfiguration(serverless));
}

/** @param {Configuration} configuration */
export function failedStagesPattern(configuration) {
  return stagesPattern(configuration, { state: ['FAILED'] });
}

/** @param {Configuration} configuration */
export function healedStagesPattern(configuration) {
  // The time stays on every later event of the execution, so that stages after the retried one come too.
  return stagesPattern(configuration, {
    state: ['SUCCEEDED'],
    'stage-last-retry-attempt-time': [{ exists: true }],
  });
}

/**
 * @param {Configuration} configuration
 * @param {object} detail
 */
function stagesPattern({ pipelines, retry }, detail) {
  return bounded('pipelines with retry.exclude', {
    source: ['aws.codepipeline'],
    'detail-type': ['CodePipeline Stage Execution State Change'],
    detail: { ...included(pipelines), ...detail },
    ...excluded({ exclude: [...pipelines.exclude, ...retry.exclude] }),
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

/** @param {Serverless} serverless */
export async function retriesWanted(serverless) {
  return areRetriesWanted(await loadConfiguration(serverless));
}

/** @param {Pick<Configuration, 'retry'>} configuration */
export function areRetriesWanted({ retry }) {
  return retry.enabled || retry.overrides.some(({ enabled }) => enabled === true);
}
