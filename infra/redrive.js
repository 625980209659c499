import { watchedFunctions } from './watched.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Watched } from './watched.js' */

/**
 * The way back from each dead-letter queue to its function: off, until someone has mended the cause and turns it on.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  return { Resources: redriveResources(await watchedFunctions(serverless)) };
}

/**
 * @param {readonly Pick<Watched, 'id' | 'failures'>[]} functions
 * @returns {Record<string, object>}
 */
export function redriveResources(functions) {
  return Object.fromEntries(
    functions.map(({ id, failures }) => [
      `${id}Redrive`,
      {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          Enabled: false,
          EventSourceArn: { 'Fn::GetAtt': [failures, 'Arn'] },
          FunctionName: { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] },
          BatchSize: 5,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          // The fewest that Lambda takes, so that what comes back leaves room for what is new.
          ScalingConfig: { MaximumConcurrency: 2 },
        },
      },
    ]),
  );
}
