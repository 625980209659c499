import type { Rule } from '../rule.ts';

const GUIDE = 'CodeDeploy user guide, Troubleshooting';
const ECS = 'ECS developer guide, Stopped task errors and Service event messages';

/** Deployments: CodeDeploy, ECS, Lambda and Elastic Beanstalk. */
export const CODEDEPLOY: readonly Rule[] = [
  {
    id: 'too-few-healthy',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\btoo many individual instances failed deployment\b|\btoo few healthy instances\b|\bHEALTH_CONSTRAINTS\b|\bHOOK_EXECUTION_FAILURE\b|\bCUSTOMER_APPLICATION_UNHEALTHY\b/i,
    example: 'The overall deployment failed because too many individual instances failed deployment.',
    nearMiss: 'The deployment succeeded on 3 instances.',
    source: GUIDE,
  },
  {
    id: 'circuit-breaker',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bdeployment circuit breaker\b.{0,40}\b(?:triggered|tripped|rolled)|\bdeployment failed: tasks? failed to start\b|\btasks? failed to start\b|\bunable to consistently start tasks\b|\bEssential container in task exited\b|\bfailed (?:ELB|container|elb target) health checks\b/i,
    example: 'ECS deployment circuit breaker: tasks failed to start.',
    nearMiss: 'ECS deployment circuit breaker is enabled',
    source: ECS,
  },
  {
    id: 'unhealthy',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bhealth[- ]?checks? (?:failed|failures?|timed out|did not pass|is failing)\b|\bfailed (?:the |its |)health[- ]?checks?\b|\bfailing (?:the )?health[- ]?check|\b(?:target|instance|container|task|service|host)s? .{0,80}\b(?:is|are|became|marked|as) unhealthy\b|\bto become healthy\b.{0,80}\b(?:timed? ?out|exceeded|period)|\btimed out\b.{0,80}\bto become healthy\b|\bEnvironment health has transitioned .{0,40}\b(?:Severe|Degraded)\b|\bdid not stabilize\b|\bfailed to stabilize\b|\bNotStabilized\b|\bReceived \d{1,4} (?:SUCCESS|FAILURE) signal\(s\) out of|\bFailed to receive \d{1,4} resource signal|\bsmoke tests? failed\b/i,
    unless: /\bthrottl|\brate ?exceeded\b|\b0 (?:failed|unhealthy)\b|\bretry/i,
    example:
      'Task 1f (port 8080) is unhealthy in target-group web due to health checks failed with these codes: [503]',
    nearMiss: 'Registered 2 targets, waiting for health checks',
    source: `${ECS}; CloudFormation user guide, Troubleshooting`,
  },
  {
    id: 'deployment-alarm',
    kind: 'alarm',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\balarms? have been activated\b|\bALARM_ACTIVE\b|\balarms? (?:is|are|went|was|were|entered|changed|transitioned)\b.{0,30}\b(?:in |into |to |)ALARM\b|\bdeployment .{0,60}(?:stopped|rolled back|failed).{0,60}\balarms?\b|\bRollback triggered by alarm\b|\bRollback requested by .{0,40}alarm\b|\bin ALARM state\b/i,
    example: 'One or more alarms have been activated according to the CloudWatch metrics you selected.',
    nearMiss: 'Alarm web-errors created',
    source: GUIDE,
  },
  {
    id: 'deployment-script',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bScript at specified location: .{1,300}(?:failed|run as user|exit code|did not complete|is not executable|does not exist)|\bScript(?:Failed|Missing|NotExecutable)\b|\blifecycle event (?:hook|function).{0,60}(?:failed|did not)|\bThe Lambda function .{0,80}did not (?:call|return)|\bBeforeAllowTraffic\b.{0,60}\b(?:failed|error)/i,
    example: 'Script at specified location: scripts/start.sh failed to complete with exit code 1',
    nearMiss: 'Script - scripts/start.sh',
    source: GUIDE,
  },
  {
    id: 'deployment-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bdid not find an AppSpec file\b|\bAppSpec file .{0,60}\b(?:invalid|missing|not found|does not exist|could not)|\bno instances were found for your deployment group\b|\bspecified file already exists at this location\b|\bspecifies that the revision is an? \S{1,20} file, but\b|\bThe specified key does not exist\b|\bdeployment group.{0,60}\b(?:does not exist|has no)\b|\bINVALID_(?:ECS_SERVICE|REVISION|LAMBDA_\w{4,20})\b|\bNO_INSTANCES\b|\bHEALTH_CONSTRAINTS_INVALID\b|\bPrimary taskset target group must be behind listener\b|\btask definition .{0,100}\b(?:does not exist|is inactive|is invalid|not found)\b|\bTaskDefinition is inactive\b|\bserviceNotFound\b|\bservice was not (?:found|ACTIVE)\b|\bServiceNot(?:Found|Active)Exception\b/i,
    example: 'The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory',
    nearMiss: 'The AppSpec file was read',
    source: GUIDE,
  },
  {
    id: 'deployment-agent',
    kind: 'deploy-health',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bCodeDeploy agent was not able to receive the lifecycle event\b|\bAGENT_ISSUE\b|\bagent (?:on the instance |)(?:is not running|did not respond|is disconnected)\b/i,
    example: 'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs.',
    nearMiss: 'CodeDeploy agent is running as PID 412',
    source: GUIDE,
  },
  {
    id: 'deployment-timeout',
    kind: 'timeout',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bdeployment (?:has )?timed out\b|\bdeployment .{0,60}\bexceeded (?:its|the) (?:progress deadline|timeout)|\bdid not complete in \d{1,6} seconds\b|\bExceeded attempts to wait\b|\bMax attempts exceeded\b|\bWaiter \w{3,60} failed: Max attempts\b|\bTask timed out after \d|\b(?:ContainerRuntime|Docker)TimeoutError\b|\bCould not transition to \w{4,10}; timed out\b|\bWaitCondition timed out\b|\bdid not receive a response from your Custom Resource\b|\bResource is not in the state \w|\btimed out waiting for (?:the condition|resources?|state|rollout)|\btimeout while waiting for (?:state|resource|plugin)|\baction (?:execution )?(?:has )?timed out\b|\bTimed out waiting for network interface|\bTimeout waiting for network interface/i,
    unless: /\bto become healthy\b|\bthrottl|\brate ?exceeded\b/i,
    example: 'Waiter ServicesStable failed: Max attempts exceeded',
    nearMiss: 'Waiting for the deployment, timeout 30 minutes',
    source: `${GUIDE}; botocore 1, waiters`,
  },
  {
    id: 'lambda-code-broken',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bRuntime\.(?:ImportModuleError|HandlerNotFound|UserCodeSyntaxError|ExitError|InvalidEntrypoint)\b|\bruntime parameter of \S{3,30} is no longer supported\b|\bUnsupported (?:Lambda )?runtime\b|\brole defined for the function cannot be assumed\b|\bResourceInitializationError\b|\bCannotStartContainerError\b|\bCannotCreateContainerError\b|\bContainerRuntimeError\b/i,
    example: 'Runtime.HandlerNotFound: index.handler is undefined or not exported',
    nearMiss: 'Runtime nodejs24.x selected',
    source: `Lambda developer guide, Troubleshooting; ${ECS}`,
  },
];
