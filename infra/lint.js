import { watchedFunctions } from './watched.js';

/** @import { Serverless } from './configuration.js' */

/**
 * osls writes a DependsOn beside the role that a function refers to anyway, which cfn-lint warns of; and moto's server
 * takes its warnings for errors.
 * @param {Serverless} serverless
 */
export async function extensions(serverless) {
  const Metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
  const ids = (await watchedFunctions(serverless)).map(({ id }) => `${id}LambdaFunction`);
  return { extensions: Object.fromEntries(ids.map((id) => [id, { Metadata }])) };
}
