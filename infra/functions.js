/** @import { Serverless } from './configuration.js' */

/**
 * @typedef {object} StackFunction A function of serverless.yml, and the logical ids of what belongs to it
 * @property {string} name
 * @property {string} lambda
 * @property {string} role
 * @property {string} failures its dead-letter queue
 * @property {string} redrive the way back from that queue
 * @property {number} rules how many rules of EventBridge call it
 * @property {string} [schedules] its group of schedules
 */

/** What alarms, dashboard and redrive are made for. */
export const FUNCTIONS = [
  stackFunction('notify', { rules: 4 }),
  stackFunction('retry', { rules: 2, isScheduled: true }),
  stackFunction('dora', { rules: 0, isScheduled: true }),
];

/**
 * @param {string} name
 * @param {{ rules: number, isScheduled?: boolean }} triggers
 * @returns {StackFunction}
 */
function stackFunction(name, { rules, isScheduled = false }) {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    name,
    lambda: `${id}LambdaFunction`,
    role: `${id}Role`,
    failures: `${id}Failures`,
    redrive: `${id}Redrive`,
    rules,
    ...(isScheduled && { schedules: `${id}Schedules` }),
  };
}

/**
 * Where the alarms and the dashboard stand: how the stack's resources are named.
 * @param {Serverless} serverless
 */
export async function stackName({ resolveVariable }) {
  return `${String(await resolveVariable('self:service'))}-${String(await resolveVariable('sls:stage'))}`;
}
