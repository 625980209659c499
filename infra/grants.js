import { loadConfiguration } from './configuration.js';
import { KEY_ARN } from './key.js';
import { watchedFunctions } from './watched.js';

/** @import { Serverless } from './configuration.js' */

/**
 * What the roles of infra/roles.yml may do besides, where the configuration asks for it: use the topic's key, and write
 * traces.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const [{ topic }, functions, tracing] = await Promise.all([
    loadConfiguration(serverless),
    watchedFunctions(serverless),
    tracingMode(serverless),
  ]);
  const publishers = functions.filter(({ publishes }) => publishes);
  const hasKey = topic.arn === undefined && topic.encrypted;
  return {
    Resources: {
      ...(hasKey && {
        EncryptionGrant: grant('encrypt-what-it-publishes', publishers, {
          // SNS asks for a data key on behalf of whoever publishes.
          Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
          Resource: KEY_ARN,
        }),
      }),
      ...(tracing === 'Active' && {
        TracingGrant: grant('write-traces', functions, {
          Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          Resource: '*', // Neither has a resource level.
        }),
      }),
    },
  };
}

/**
 * Lambda's tracing mode, by `--param="tracing=Active"`.
 * @param {Serverless} serverless
 */
export async function tracingMode({ resolveVariable }) {
  const mode = String(await resolveVariable("param:tracing, 'PassThrough'"));
  if (mode === 'Active' || mode === 'PassThrough') return mode;
  const message = '--param="tracing=…" is neither Active nor PassThrough';
  throw Object.assign(new Error(message), { stack: message });
}

/**
 * @param {string} name
 * @param {readonly { role: string }[]} functions
 * @param {{ Action: readonly string[], Resource: unknown }} statement
 */
function grant(name, functions, statement) {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: name,
      Roles: functions.map(({ role }) => ({ Ref: role })),
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
    },
  };
}
