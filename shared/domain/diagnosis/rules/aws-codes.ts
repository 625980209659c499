import type { Rule } from '../rule.ts';

const CODEPIPELINE = 'CodePipeline API, ErrorDetails and FailureDetails';
const CODEDEPLOY = 'CodeDeploy API, ErrorInformation';

/**
 * Error codes as AWS gives them. ValidationError, ValidationException, InvalidRequest and JobFailed are not among them:
 * they stand for anything, throttling included.
 */
export const AWS_CODES: readonly Rule[] = [
  {
    id: 'code-throttled',
    kind: 'aws-throttling',
    class: 'transient',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:Throttling(?:Exception|Error|)|Throttled(?:Exception|)|TooManyRequests(?:Exception|)|RequestLimitExceeded|RequestThrottled(?:Exception|)|EC2ThrottledException|SlowDown|ProvisionedThroughputExceeded(?:Exception|)|PriorRequestNotComplete|BandwidthLimitExceeded)$/i,
    example: 'THROTTLED',
    nearMiss: 'ThrottlingPolicyNotFound',
    source: `${CODEDEPLOY}; AWS SDK for JavaScript 3, throttling error codes`,
  },
  {
    id: 'code-internal',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:INTERNAL_ERROR|Internal(?:Failure|ServerError|ServerException|ServiceError|ServiceException|ServiceErrorException|FailureException|_SERVICE_ERROR)|ServiceUnavailable(?:Exception|)|SystemUnavailable|Service_?Internal_?Error)$/i,
    example: 'INTERNAL_ERROR',
    nearMiss: 'InternalErrorCodeInvalid',
    source: `${CODEPIPELINE}; ${CODEDEPLOY}`,
  },
  {
    id: 'code-internal-or-access',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'code',
    // CodePipeline says the same where a key or a bucket refuses it; then the message tells.
    pattern: /^Internal ?Error$/i,
    weak: true,
    example: 'InternalError',
    nearMiss: 'InternalErrorResolved',
    source: CODEPIPELINE,
  },
  {
    id: 'code-permission',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:AccessDenied(?:Exception|)|Unauthorized(?:Operation|Exception|)|NotAuthorized(?:Exception|)|PermissionError|AUTO_SCALING_IAM_ROLE_PERMISSIONS|IAM_ROLE_(?:PERMISSIONS|MISSING))$/i,
    example: 'IAM_ROLE_PERMISSIONS',
    nearMiss: 'PermissionErrorRetried',
    source: `${CODEPIPELINE}; ${CODEDEPLOY}`,
  },
  {
    id: 'code-credentials',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:ExpiredToken(?:Exception|)|InvalidClientTokenId|UnrecognizedClient(?:Exception|)|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|RequestExpired|MISSING_GITHUB_TOKEN|OptInRequired)$/i,
    example: 'ExpiredTokenException',
    nearMiss: 'TokenRefreshed',
    source: `${CODEDEPLOY}; IAM user guide, Common errors`,
  },
  {
    id: 'code-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:(?:Action|)ConfigurationError|InvalidActionConfiguration|Resource_?NotFound(?:Exception|)|RevisionUnavailable|NoSuchBucket|NoSuchKey|(?:APPLICATION|DEPLOYMENT_GROUP|REVISION)_MISSING|MISSING_(?:BLUE_GREEN_DEPLOYMENT_CONFIGURATION|ELB_INFORMATION)|INVALID_(?:ECS_SERVICE|LAMBDA_CONFIGURATION|LAMBDA_FUNCTION|REVISION)|NO_(?:EC2_SUBSCRIPTION|INSTANCES)|AUTO_?SCALING_(?:VALIDATION_ERROR|CONFIGURATION)|ELASTIC_LOAD_BALANCING_INVALID|ELB_INVALID_INSTANCE|HEALTH_CONSTRAINTS_INVALID|CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND)$/i,
    example: 'NO_INSTANCES',
    nearMiss: 'ValidationException',
    source: `${CODEPIPELINE}; ${CODEDEPLOY}`,
  },
  {
    id: 'code-quota',
    kind: 'quota',
    class: 'permanent',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:LimitExceeded(?:Exception|Fault|)|Service(?:Quota|Limit)Exceeded(?:Exception|)|(?:Vcpu|Instance|Address|Vpc|Stack|CodeStorage|PolicySize)LimitExceeded(?:Exception|)|CodeStorageExceededException|RESOURCE_LIMIT_EXCEEDED|OVER_MAX_INSTANCES|AccountLimitExceeded(?:Exception|)|TooManyBuckets)$/i,
    example: 'VcpuLimitExceeded',
    nearMiss: 'RequestLimitExceeded',
    source: `${CODEDEPLOY}; Service Quotas user guide`,
  },
  {
    id: 'code-capacity',
    kind: 'capacity',
    class: 'transient',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:Insufficient(?:Instance|Host|ReservedInstance|Address|Volume|)Capacity(?:Exception|OnOutpost|)|SpotMaxPriceTooLow|CapacityNotAvailable|Unavailable)$/i,
    example: 'InsufficientInstanceCapacity',
    nearMiss: 'CapacityProviderNotFound',
    source: 'EC2 API, Error codes',
  },
  {
    id: 'code-health',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'code',
    pattern:
      /^(?:HEALTH_CONSTRAINTS|HOOK_EXECUTION_FAILURE|CUSTOMER_APPLICATION_UNHEALTHY|Script(?:Missing|NotExecutable|Failed))$/i,
    example: 'HEALTH_CONSTRAINTS',
    nearMiss: 'HEALTH_CONSTRAINTS_INVALID',
    source: `${CODEDEPLOY}, Diagnostics`,
  },
  {
    id: 'code-alarm',
    kind: 'alarm',
    class: 'permanent',
    looksAt: 'code',
    pattern: /^ALARM_ACTIVE$/i,
    example: 'ALARM_ACTIVE',
    nearMiss: 'ALARM_CONFIGURED',
    source: CODEDEPLOY,
  },
  {
    id: 'code-stopped',
    kind: 'stopped',
    class: 'permanent',
    looksAt: 'code',
    pattern: /^(?:MANUAL_STOP|ABANDONED|STOPPED)$/i,
    example: 'MANUAL_STOP',
    nearMiss: 'MANUAL_START',
    source: CODEDEPLOY,
  },
  {
    id: 'code-in-progress',
    kind: 'conflict',
    class: 'transient',
    looksAt: 'code',
    pattern: /(?:^|[.#])(?:OperationAborted|OperationInProgressException|TooManyUpdates)$/i,
    example: 'OperationAborted',
    nearMiss: 'OperationCompleted',
    source: 'S3, CloudFormation and Systems Manager APIs, errors',
  },
  {
    id: 'code-conflict',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'code',
    pattern:
      /(?:^|[.#])(?:RevisionOutOfSync|ConflictException|ConcurrentModification(?:Exception|)|ResourceInUse(?:Exception|)|ResourceConflict(?:Exception|))$/i,
    // What is there already has the same code as what is being changed: the message tells.
    weak: true,
    example: 'RevisionOutOfSync',
    nearMiss: 'ConflictResolved',
    source: CODEPIPELINE,
  },
  {
    id: 'code-timeout',
    kind: 'timeout',
    class: 'unknown',
    looksAt: 'code',
    pattern: /^(?:TIMEOUT|TimeoutError|TIMED_OUT|ScriptTimedOut|TaskTimedOut|JobTimedOut)$/i,
    // What it waited for says more.
    weak: true,
    example: 'TimeoutError',
    nearMiss: 'TimeoutErrorHandled',
    source: `${CODEPIPELINE}; ${CODEDEPLOY}`,
  },
  {
    id: 'code-agent',
    kind: 'deploy-health',
    class: 'unknown',
    looksAt: 'code',
    pattern: /^(?:AGENT_ISSUE|ECS_UPDATE_ERROR|CLOUDFORMATION_STACK_FAILURE|UnknownError)$/i,
    weak: true,
    example: 'AGENT_ISSUE',
    nearMiss: 'AGENT_STARTED',
    source: CODEDEPLOY,
  },
];
