import { FUNCTIONS } from './functions.js';

/**
 * osls writes a DependsOn beside the role that a function refers to anyway, which cfn-lint warns of; and moto's server
 * takes its warnings for errors.
 */
export function extensions() {
  const Metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
  return { extensions: Object.fromEntries(FUNCTIONS.map(({ lambda }) => [lambda, { Metadata }])) };
}
