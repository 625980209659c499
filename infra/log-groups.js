import { loadConfiguration } from './configuration.js';

/** @import { Serverless } from './configuration.js' */

/**
 * The log streams that may be read for a diagnosis, in every Region, since actions may run in other ones.
 * @param {Serverless} serverless
 */
export async function streams(serverless) {
  const { diagnosis } = await loadConfiguration(serverless);
  return diagnosis.logGroups.map((group) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:logs:*:\${AWS::AccountId}:log-group:${group}:log-stream:*`,
  }));
}
