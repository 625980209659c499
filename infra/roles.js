import { resources as grantedBesides } from './grants.js';
import { stackName } from './functions.js';
import { partitionOfRegion } from './partition.js';

/** @import { Serverless } from './configuration.js' */

/** Of all inline policies of a role together, white space left out: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_CHARACTERS = 10_240;
/** The roles whose policies grow with the configuration, and the keys of config.yml that they grow with. */
const KEYS = {
  NotifyRole: 'diagnosis.logGroups',
  RetryRole: 'pipelines, retry.exclude and diagnosis.logGroups',
};
/** As many as CloudFormation puts behind a name that it makes. */
const RANDOM = 'X'.repeat(13);

/**
 * @typedef {{ Policies: readonly { PolicyDocument: object }[] }} RoleProperties
 * @typedef {{ Resources: Readonly<Record<string, { Properties: RoleProperties }>> }} Roles
 * @typedef {{ partition: string, region: string, stack: string }} Place where the roles are deployed to
 */

/**
 * The roles of infra/roles.yml, unless the names of the configuration make their policies longer than IAM takes.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const { resolveVariable } = serverless;
  const [roles, granted, region, stack] = await Promise.all([
    /** @type {Promise<Roles>} */ (resolveVariable('file(infra/roles.yml)')),
    grantedBesides(serverless),
    resolveVariable('self:provider.region').then(String),
    stackName(serverless),
  ]);
  const besides = Object.values(granted.Resources).map(({ Properties }) => Properties.PolicyDocument);
  const place = { partition: partitionOfRegion(region), region, stack };
  for (const [role, keys] of Object.entries(KEYS)) {
    const own = roles.Resources[role]?.Properties.Policies.map(({ PolicyDocument }) => PolicyDocument) ?? [];
    const size = [...own, ...besides].reduce((sum, policy) => sum + sizeOf(policy, place), 0);
    if (size <= MAX_CHARACTERS) continue;
    const message = `config.yml: ${keys} make policies of ${size} characters for ${role}; allowed: ${MAX_CHARACTERS}. Use fewer or shorter names, or wildcards.`;
    throw Object.assign(new Error(message), { stack: message });
  }
  return roles;
}

/**
 * A policy's length with what CloudFormation fills in. Of what the stack makes only the name's form is known, which is
 * the same for a table, a queue and a role.
 * @param {object} policy
 * @param {Place} place
 */
function sizeOf(policy, { partition, region, stack }) {
  const made = `"arn:${partition}:dynamodb:${region}:111122223333:table/${stack}-$1$2-${RANDOM}"`;
  return JSON.stringify(policy)
    .replace(/\{"Fn::Sub":("[^"]*")\}/gu, '$1')
    .replace(/\{"Fn::GetAtt":\["(\w+)","Arn"\]\}|\{"Ref":"(\w+)"\}/gu, made)
    .replaceAll('${AWS::Partition}', partition)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::AccountId}', '111122223333')
    .replace(/\$\{\w+\}/gu, `${stack}-retry`)
    .replace(/\s/gu, '').length;
}
