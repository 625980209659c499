import type { Rule } from '../rule.ts';

const GUIDE = 'CodePipeline user guide, Troubleshooting';

/** What CodePipeline says of its actions, sources, approvals and conditions. */
export const CODEPIPELINE: readonly Rule[] = [
  {
    id: 'approval-rejected',
    kind: 'approval-rejected',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:approval|manual approval|change|deployment) (?:was |has been |action |)(?:rejected|denied by)\b|\bRejected by (?:arn:|user|reviewer)/i,
    example: 'The approval was rejected by a reviewer.',
    nearMiss: 'The approval was given by a reviewer.',
    source: 'CodePipeline API, PutApprovalResult',
  },
  {
    id: 'approval-expired',
    kind: 'approval-rejected',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:manual |)approval (?:request |action |)(?:has |was |)(?:expired|timed out|abandoned)\b|\bApproval .{0,40}\bno response\b/i,
    example: 'The manual approval request has expired.',
    nearMiss: 'The approval expires in 7 days.',
    source: GUIDE,
  },
  {
    id: 'execution-stopped',
    kind: 'stopped',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:pipeline |)execution (?:was |has been |)(?:stopped|abandoned|cancell?ed|superseded)\b|\b(?:deployment|build|job|action) (?:was |has been |)(?:manually |)(?:stopped|cancell?ed|aborted|abandoned) by\b|\bstopped by (?:user|arn:|a user)|\bMANUAL_STOP\b|\bBuild was cancell?ed\b|\bBuild terminated with state: STOPPED\b|\bUser initiated stop\b|\bcancell?ed by user\b/i,
    example: 'The deployment was stopped by user deployer.',
    nearMiss: 'The old container was stopped.',
    source: `${GUIDE}; CodeDeploy user guide, Stop a deployment`,
  },
  {
    id: 'condition-failed',
    kind: 'condition',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:stage |entry |onSuccess |onFailure |beforeEntry |)condition(?:s|) (?:was |were |have |has |did |)(?:not (?:been |)met|failed|not satisfied|not pass)\b|\b(?:rule|condition) (?:execution )?(?:evaluated|result(?:ed|)).{0,30}\b(?:fail|false)|\b(?:DeploymentWindow|VariableCheck|LambdaInvoke|CloudWatchAlarm) rule .{0,60}\bfailed\b|\boutside (?:of )?the deployment window\b/i,
    example: 'The beforeEntry condition failed: outside of the deployment window.',
    nearMiss: 'Condition met, entering the stage.',
    source: 'CodePipeline user guide, Stage conditions',
  },
  {
    id: 'pipeline-permission',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bprovided role does not have sufficient permissions\b|\brole does(?:n't| not) have (?:the )?permissions? (?:required |needed |)to\b|\bInsufficient permissions\b|\bservice role or action role\b|\bUnable to access the artifact\b|\bUnable to use Connection\b|\bPermissionError\b(?!:? \[Errno)|\bnot authorized to use (?:the )?connection\b/i,
    unless: /\bthrottl|\brate ?exceeded\b/i,
    example:
      'The provided role does not have sufficient permissions to access CodeDeploy: User is not authorized',
    nearMiss: 'The role deployer has been created.',
    source: GUIDE,
  },
  {
    id: 'action-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Did not find|could not find) the (?:image definition|task definition|appspec|template|artifact|configuration) ?file\b|\bimage definition(?:s|) file\b.{0,80}\b(?:invalid|missing|not)|\bInvalid action configuration\b|\bConfigurationError\b|\beither the artifact or the (?:Amazon )?S3 bucket could not be found\b|\bNo Branch \[.{0,200}\] found\b|\bno branch named .{1,200} was found\b|\bTemplatePath\b.{0,100}\b(?:not found|does not exist|invalid)|\bfile \[.{1,200}\] does not exist in artifact\b|\bArtifact .{0,100}\b(?:does not exist|not found|doesn't exist)|\bsource artifact .{0,60}(?:missing|not found)|\bUnresolved variable reference\b|\bcontains unknown configuration\b|\bException while trying to read the .{1,60} artifact file\b|\bvalue of the (?:environment )?variable .{0,80}\b(?:invalid|empty|not)\b/i,
    example: 'Did not find the image definition file imagedefinitions.json in the input artifacts ZIP file.',
    nearMiss: 'Read the image definition file imagedefinitions.json.',
    source: GUIDE,
  },
  {
    id: 'source-connection',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bConnection .{0,200}\b(?:is not available|not in AVAILABLE|is pending|PENDING state|could not be found|was deleted|invalid state)\b|\bBad credentials\b|\bOAuth token\b.{0,80}\b(?:invalid|revoked|expired)|\bCould not access the (?:GitHub|CodeCommit|Bitbucket|GitLab) repository\b|\bInvalid credentials\b|\bpassword authentication failed\b|\bAccess denied for user\b|\b(?:login|authentication) failed for\b|\b(?:invalid|incorrect) (?:api |access |)(?:key|token|password)\b|\bAuthentication with .{0,40}failed\b|\binvalid_grant\b|\btoken (?:is |has been |was |)(?:revoked|invalid)\b/i,
    example: '[GitHub] Bad credentials',
    nearMiss: '[GitHub] Connection established',
    source: GUIDE,
  },
  {
    id: 'function-gave-no-result',
    kind: 'timeout',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bfunction .{0,200}failed to return a result\b|\bdid not (?:call|invoke) PutJob(?:Success|Failure)Result\b/i,
    example: 'The AWS Lambda function tidy failed to return a result. Check the function.',
    nearMiss: 'The AWS Lambda function tidy returned a result.',
    source: 'CodePipeline user guide, Troubleshoot Lambda invoke actions',
  },
  {
    id: 'pipeline-internal',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\[(?:GitHub|Bitbucket|GitLab)\] .{0,80}\b(?:internal error|unavailable|502|503|504|server error)\b|\bCodePipeline (?:service )?experienced an? (?:internal |)(?:error|issue)\b|\bAn unexpected error occurred\b.{0,60}\btry again\b|\bSystemUnavailable\b|\bSomething went wrong while executing your query\b|\bServer Error: .{0,40}\b50[234]\b/i,
    example: '[GitHub] Service Unavailable',
    nearMiss: '[GitHub] Bad credentials',
    source: GUIDE,
  },
];
