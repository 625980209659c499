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

/** Of functions and rules: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const MAX_NAME = 64;

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
 * How a function's rules are called; osls names them so.
 * @param {string} stack
 * @param {StackFunction} watched
 */
export function ruleNamesOf(stack, { name, rules }) {
  return Array.from({ length: rules }, (_, index) => `${stack}-${name}-rule-${index + 1}`);
}

/**
 * Where the alarms and the dashboard stand: how the stack's resources are named. Throws where a name gets too long: AWS
 * would refuse the function's, and osls would call the rule something else than its alarm expects.
 * @param {Serverless} serverless
 */
export async function stackName({ resolveVariable }) {
  const stage = String(await resolveVariable('sls:stage'));
  const stack = `${String(await resolveVariable('self:service'))}-${stage}`;
  const names = FUNCTIONS.flatMap((it) => [`${stack}-${it.name}`, ...ruleNamesOf(stack, it)]);
  const tooLong = names.find(({ length }) => length > MAX_NAME);
  if (tooLong === undefined) return stack;
  const longest = Math.max(...names.map(({ length }) => length));
  const message = `--stage ${stage}: the name ${tooLong} is longer than AWS's ${MAX_NAME} characters. Use a stage of ${stage.length - longest + MAX_NAME} at most.`;
  throw Object.assign(new Error(message), { stack: message });
}
