import type { Rule } from '../rule.ts';

const GUIDE = 'CloudFormation user guide, Troubleshooting';
/** What would be said of the same stack for a passing reason. */
const PASSING =
  /\bthrottl|\brate ?exceeded\b|\brequest ?limit ?exceeded|\binternal ?failure\b|\bservice ?unavailable\b|\binsufficient ?(?:instance|) ?capacity\b/i;

/** CloudFormation's events and the tools above it: CDK, SAM. */
export const CLOUDFORMATION: readonly Rule[] = [
  {
    id: 'stack-stuck',
    kind: 'stack-state',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:is|are|when status is:?) (?:in |)[`'"]?(?:(?:CREATE|DELETE|ROLLBACK|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_FAILED|ROLLBACK_COMPLETE|UPDATE_ROLLBACK_COMPLETE)\b|\bREVIEW_IN_PROGRESS state and can ?not\b|\b(?:CREATE|UPDATE|DELETE|ROLLBACK)_?\w{0,20}_(?:COMPLETE|FAILED) state and can ?not\b|\b(?:failed (?:creation|to deploy)|may need to be manually deleted)\b.{0,120}\b(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)\b|\bStack .{0,200}\b(?:ROLLBACK_FAILED|ROLLBACK_COMPLETE)\b.{0,80}\b(?:can ?not|must|state|delete)|\bin a (?:paused|failed) state\b.{0,40}\bupdate/i,
    unless: PASSING,
    example: 'Stack app-prod is in ROLLBACK_COMPLETE state and can not be updated.',
    nearMiss: 'Stack app-prod is in UPDATE_IN_PROGRESS state and can not be updated.',
    source: `${GUIDE}; CloudFormation user guide, Stack status codes`,
  },
  {
    id: 'no-changes',
    kind: 'stack-state',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bNo updates are to be performed\b|\bdidn't contain changes\b|\bNo changes to deploy\b/i,
    // Most tools are told to go on.
    weak: true,
    example: 'Error: No changes to deploy. Stack app-prod is up to date',
    nearMiss: 'Changes to deploy: 3',
    source: 'AWS CLI 2, cloudformation deploy; SAM CLI 1',
  },
  {
    id: 'template-broken',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bTemplate (?:format|validation) error\b|\bUnresolved resource dependencies\b|\bParameters: \[.{1,200}\] (?:must have values|do not exist)|\bParameter .{1,100}\b(?:must have a value|failed to satisfy constraint|must be one of)\b|\bRequires capabilities\b|\bInsufficientCapabilities\b|\bCircular dependency between\b|\bEncountered (?:unsupported|non numeric|empty)\b|\bModel validation failed\b|\bProperties validation failed\b|\bInvalid request provided\b|\bNo export named\b|\bExport .{1,200} cannot be (?:deleted|updated)\b|\bas it is (?:currently )?in use by\b|\bTransform .{1,100} failed (?:with|without)\b|\bInvalid Serverless Application Specification\b|\bChangeSet \[.{1,200}\] does not exist\b|\bcannot update a stack when a custom-named resource\b|\bUpdates? (?:of|to) .{1,120} (?:is|are) not (?:permitted|allowed|supported)\b|\bTemplate error: |\bUnrecognized resource types?\b|\bProperty .{1,120} cannot be empty\b|\bValue of property .{1,100} must be\b|\bStackSet.{0,60}does not exist\b|\b(?:attribute|resource) .{1,100} does not exist in (?:schema|template)|\bFailed to create the changeset\b.{0,300}\bReason: (?!.{0,100}(?:Rate exceeded|Throttl))|\bstack policy\b.{0,60}\b(?:denied|prevent)|\bDisableRollback\b.{0,40}\binvalid|\bof type AWS::\S{1,100} failed with message\b|\bYAML not well-formed\b|\bInvalid template\b|\bInvalidTemplate/i,
    unless: PASSING,
    example:
      'Template format error: Unresolved resource dependencies [Topic] in the Resources block of the template',
    nearMiss: 'Template read: 12 resources',
    source: GUIDE,
  },
  {
    id: 'hook-failed',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bThe following hook\(s\) failed\b|\bHook failed with message\b|\bHOOK_COMPLETE_FAILED\b/i,
    unless: PASSING,
    example: 'The following hook(s) failed: [Example::Encryption::Hook]',
    nearMiss: 'Hook invocations complete. Resource creation initiated',
    source: 'CloudFormation user guide, Hooks',
  },
  {
    id: 'resource-failed',
    kind: 'stack-state',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bThe following resource\(s\) failed to (?:create|update|delete)\b|\b(?:CREATE|UPDATE|DELETE)_FAILED\b|\bWaiter encountered a terminal failure state\b|\bfailed to deploy: |\bDeployment failed: Error\b|\bResource (?:creation|update) cancelled\b|\bReceived response status \[FAILED\]|\bwas not successfully (?:created|updated|deleted)\b/i,
    // Which one, and why, stands elsewhere.
    weak: true,
    example: 'The following resource(s) failed to create: [Table].',
    nearMiss: 'CREATE_COMPLETE AWS::DynamoDB::Table Table',
    source: GUIDE,
  },
  {
    id: 'cdk-bootstrap',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bHas the environment been bootstrapped\b|\bRun ["'`]?cdk bootstrap\b|\btoolkit stack must be deployed\b|\bthis CDK deployment requires bootstrap stack version\b|\bCloud assembly schema version mismatch\b|--app is required\b|\bThis app contains no stacks\b|\bCannot find (?:asset|context|cdk\.json)\b|\bUnable to determine the default AWS account\b|\bNo stacks? match(?:es|ed|) the name\b|\bSince this app includes more than a single stack\b|\bValidation failed with the following errors\b|\bUnable to parse config file\b|\bThis CDK CLI is not compatible\b|\bThere is already a Construct with name\b|\bResolution error: |\bRole .{1,200}cdk-\w{3,20}.{0,80}does not exist\b/i,
    example:
      'SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been bootstrapped?',
    nearMiss: 'Environment aws://111122223333/eu-west-1 bootstrapped',
    source: 'AWS CDK 2',
  },
  {
    id: 'sam-build',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bS3 Bucket (?:does not exist|not specified)\b|\bSecurity Constraints Not Satisfied\b|\bError: (?:Template file not found|Cannot use both|Missing option|Invalid value for|No such option|Got unexpected extra|Unable to upload artifact .{1,300}(?:denied|does not exist|not found|Parameter \w{1,60} of resource))|\bBinary validation failed\b|\b\w{3,30}Builder:\w{3,30} - (?!.{0,300}\b(?:ECONNRESET|ETIMEDOUT|timed out|reset|50[234])\b)|\bFailed to parse template\b|\[InvalidResourceException\b|\bInvalidSamDocument|\bRunLocalError\b|\bDocker is unreachable\b|\bDocker needs to be running\b/i,
    example: 'Build Failed: Error: PythonPipBuilder:Validation - Binary validation failed for python',
    nearMiss: 'Build Succeeded: Built Artifacts in .aws-sam/build',
    source: 'SAM CLI 1',
  },
];
