import { loadConfiguration } from './configuration.js';
import { areRetriesWanted } from './patterns.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/**
 * What retry's role may do to stages.
 * @param {Serverless} serverless
 */
export async function statements(serverless) {
  return retriedStages(await loadConfiguration(serverless));
}

/**
 * Retries of the stages of watched pipelines, and of none that is excluded, and rollbacks if any stage asks for them; the
 * service authorises both on the stage.
 * @param {Configuration} configuration
 */
export function retriedStages({ pipelines, retry }) {
  const retries = 'codepipeline:RetryStageExecution';
  const Action = mayRollBack(retry) ? [retries, 'codepipeline:RollbackStage'] : retries;
  // Where nothing is to be retried, schedules of an earlier deployment may still be due.
  const left = areRetriesWanted({ retry }) ? [...pipelines.exclude, ...retry.exclude] : ['*'];
  return [
    { Sid: 'RetryStages', Effect: 'Allow', Action, Resource: pipelines.include.map(stagesOf) },
    ...(left.length === 0
      ? []
      : [{ Sid: 'LeaveTheseAlone', Effect: 'Deny', Action, Resource: left.map(stagesOf) }]),
  ];
}

/** @param {Configuration['retry']} retry */
function mayRollBack({ whenExhausted, overrides }) {
  return [{ whenExhausted }, ...overrides].some((it) => it.whenExhausted === 'rollback');
}

/** @param {string} pipeline */
function stagesOf(pipeline) {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:codepipeline:\${AWS::Region}:\${AWS::AccountId}:${pipeline}/*`,
  };
}
