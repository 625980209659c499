/** @import { Serverless } from './configuration.js' */

/**
 * @typedef {object} Watched A function, and what keeps what it could not do
 * @property {string} name
 * @property {string} id what the logical ids of its resources begin with
 * @property {string} failures the logical id of its dead-letter queue
 * @property {number} rules how many rules of EventBridge call it
 * @property {string} [schedules] the logical id of its group of schedules
 * @property {string} role the logical id of its role
 * @property {boolean} publishes whether it publishes to the topic
 */

/** @type {readonly Watched[]} */
const FUNCTIONS = [
  { name: 'notify', id: 'Notify', failures: 'NotifyFailures', rules: 4, role: 'NotifyRole', publishes: true },
  {
    name: 'retry',
    id: 'Retry',
    failures: 'RetryFailures',
    rules: 2,
    schedules: 'RetrySchedules',
    role: 'RetryRole',
    publishes: true,
  },
  {
    name: 'dora',
    id: 'Dora',
    failures: 'DoraFailures',
    rules: 0,
    schedules: 'DoraSchedules',
    role: 'DoraRole',
    publishes: true,
  },
];

/**
 * The functions that serverless.yml has, with what their alarms, dashboard and redrive need.
 * @param {Serverless} serverless
 */
export async function watchedFunctions({ resolveVariable }) {
  const found = await Promise.all(
    FUNCTIONS.map(({ name }) => resolveVariable(`self:functions.${name}.handler, ''`)),
  );
  return FUNCTIONS.filter((_, index) => found[index] !== '');
}

/**
 * Where the alarms and the dashboard stand: how the stack's resources are named.
 * @param {Serverless} serverless
 */
export async function stackName({ resolveVariable }) {
  return `${String(await resolveVariable('self:service'))}-${String(await resolveVariable('sls:stage'))}`;
}
