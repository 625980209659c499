import { loadConfiguration } from './configuration.js';
import { FUNCTIONS } from './functions.js';
import { hasKey, KEY_ARN } from './key.js';

/** @import { Serverless } from './configuration.js' */

/**
 * What the roles of infra/roles.yml may do besides, where the configuration asks for it: use the topic's key, and write
 * traces.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const [configuration, tracing] = await Promise.all([
    loadConfiguration(serverless),
    tracingMode(serverless),
  ]);
  return {
    Resources: {
      ...(hasKey(configuration) && {
        EncryptionGrant: grant('encrypt-what-it-publishes', {
          // SNS asks for a data key on behalf of whoever publishes.
          Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
          Resource: KEY_ARN,
        }),
      }),
      ...(tracing === 'Active' && {
        TracingGrant: grant('write-traces', {
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
 * @param {{ Action: readonly string[], Resource: unknown }} statement
 */
function grant(name, statement) {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: name,
      Roles: FUNCTIONS.map(({ role }) => ({ Ref: role })),
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
    },
  };
}
