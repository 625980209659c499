/** @import { Serverless } from './configuration.js' */

/** Stages by these names are taken for production. */
const PRODUCTION = /^(?:prod|prd|live)/iu;

/**
 * @param {Serverless} serverless
 */
export async function isProduction({ resolveVariable }) {
  return PRODUCTION.test(String(await resolveVariable('sls:stage')));
}

/**
 * What becomes of the table when the stack goes: in production the ledger and what was told stay.
 * @param {Serverless} serverless
 */
export async function deletionPolicy(serverless) {
  return (await isProduction(serverless)) ? 'Retain' : 'Delete';
}
