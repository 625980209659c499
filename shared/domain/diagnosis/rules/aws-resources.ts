import type { Rule } from '../rule.ts';
import { either, THROTTLED } from './local.ts';

/** AWS resources that are missing, taken, in use, used up or not to be had. */
export const AWS_RESOURCES: readonly Rule[] = [
  {
    id: 'capacity-short',
    kind: 'capacity',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bInsufficient[A-Za-z]{0,25}Capacity|\bInsufficient capacity\b|\bdo(?:es)? not (?:currently )?have sufficient .{1,60}capacity\b|\bCapacity is unavailable at this time\b|\bno (?:Spot |)capacity (?:is )?available\b|\bcapacity-not-available\b|\binsufficient (?:spot |fleet |)capacity\b|\bSpot (?:instance |)(?:interruption|request).{0,60}(?:terminat|reclaim|interrupt|not available)|\bno Spot capacity\b|\bSpot Task was interrupted\b|\bSpotInterruption\b|\bHost EC2 \(instance .{1,40}\) terminated\b|\bServer\.SpotInstance\w{4,20}|\bRESOURCE:FARGATE_CAPACITY|\bUnable to provision.{0,40}capacity\b/i,
    unless: /\bprovisioned capacity units\b/i,
    example: 'We currently do not have sufficient m5.large capacity in the Availability Zone you requested.',
    nearMiss: 'Capacity provider FARGATE created',
    source: 'EC2 user guide, Troubleshoot launch issues; ECS developer guide, Service event messages',
  },
  {
    id: 'placement-impossible',
    kind: 'capacity',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bunable to place a task because\b|\bno container instance met all of its requirements\b|\binsufficient (?:memory|cpu|pods?)\b|\bFailedScheduling\b|\bnodes? are available: /i,
    example:
      '(service web) was unable to place a task because no container instance met all of its requirements.',
    nearMiss: '(service web) has started 2 tasks',
    source: 'ECS developer guide, Service event messages; Kubernetes 1.30, scheduler',
  },
  {
    id: 'quota-reached',
    kind: 'quota',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?!Request|Bandwidth|Rate|Time|Deployment)[A-Za-z]{0,40}LimitExceeded(?:Exception|Fault|)\b|\b[A-Za-z]{0,40}QuotaExceeded(?:Exception|)\b|\bCodeStorageExceeded|\bTooManyBuckets\b|\b(?:maximum|max) number of .{1,80}\b(?:reached|exceeded|allowed|limit)\b|\blimit exceeded for (?:resource|account)|\b(?:requested more (?:vCPU|instance)|vCPU limit|instance limit)|\byour (?:current |)(?:\w{1,20} |)(?:quota|limit) (?:of|has|is|allows)\b|\bCannot (?:exceed|have more than)\b.{0,80}\b(?:quota|limit|queue|per|account)|\bquota (?:has been |was |is )?(?:exceeded|reached|exhausted)\b|\bexceed(?:s|ed|) (?:the |your |its |)(?:\w{1,20} |)(?:quota|service limit|account limit)|\bHandlerErrorCode: ServiceLimitExceeded\b|\bYou have (?:reached|exceeded) (?:the|your) (?:maximum|limit|quota)|\bover its data quota\b/i,
    unless:
      /\bthrottl|\brate ?(?:exceeded|limit)|\brequest ?limit ?exceeded|\btoo ?many ?requests|\bdisk quota\b|\bper second\b/i,
    example:
      'VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows',
    nearMiss: 'RequestLimitExceeded: Request limit exceeded.',
    source: 'Service Quotas user guide; EC2 API, Error codes',
  },
  {
    id: 'payload-too-large',
    kind: 'quota',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bUnzipped size must be smaller\b|\bRequestEntityTooLarge|\bEntityTooLarge\b|\brequest entity too large\b|\bSize of .{1,40} exceeds (?:the |)limit\b|\b413:? (?:Payload|Request|Content)\b|\b(?:Template|template_?body|size) (?:may not|must not|cannot|can not) exceed\b|\bat 'templateBody' failed to satisfy\b|\bRequestTooLarge|\bexceeds (?:the |)(?:maximum|max)(?:imum|) (?:allowed |)(?:size|length|file size)\b/i,
    example: 'Unzipped size must be smaller than 262144000 bytes',
    nearMiss: 'Unzipped 120 files',
    source: 'Lambda developer guide, Quotas; CloudFormation user guide, Quotas',
  },
  {
    id: 'resource-missing',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Resource|Parameter|Repository|Image|Cluster|Service|Function|Pipeline|Project|Role|Topic|Table|Secret|Branch|Domain|LogGroup|File|Stack|Application|Distribution)s?NotFound(?:Exception|Fault|)\b|\bNoSuch(?:Bucket|Key|Entity|Distribution|HostedZone|Upload|Version|Tag\w{0,9}|CloudFrontOriginAccessIdentity)\b|\bInvalid[A-Za-z]{2,40}\.(?:NotFound|Malformed|InUse|Duplicate|Unknown)\b|\b(?:404|NoSuchKey)\) when calling\b|\bresponse error StatusCode: 404\b|\bspecified [\w ]{2,30} (?:does not exist|could not be found|was not found|not found)\b|\bSecrets Manager can't find\b|\bparameter \/\S{1,200} is not available\b|\bHandlerErrorCode: NotFound\b|\bobject with key .{1,200} does not exist\b|\b(?:file|artifact|image|task definition) .{1,120} does not exist\b|\bRepositoryDoesNotExist|\bBranchDoesNotExist|\b(?:stack|function|bucket|cluster|role|table|topic|queue|repository|parameter|project|service|environment|application|domain|distribution|user|group|policy) (?:with (?:id|name) )?["'[]?[\w./:-]{1,120}["'\]]? (?:does not exist|could not be found|was not found|not found|cannot be found)\b/i,
    unless: THROTTLED,
    example:
      'An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist',
    nearMiss: 'The specified bucket has been created',
    source: 'AWS CLI 2; S3, EC2, ECR, Lambda APIs, errors',
  },
  {
    id: 'resource-exists',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Entity|Resource|Bucket|Repository|Role|Function|Group|Table|Record|Alarm)Already(?:Exists|OwnedByYou)(?:Exception|Fault|)\b|\bAlreadyExistsException\b|\balready exists in stack\b|\b(?:ResourceInUse|ResourceConflict|Conflict)Exception\b.{0,300}\balready exists?\b|\bHandlerErrorCode: AlreadyExists\b|\bInvalid[A-Za-z]{2,30}\.Duplicate\b|\bDeleteConflict\b|\bDependencyViolation\b|\bhas a dependent object\b|\bCannotDeleteEntity/i,
    unless: /\bskipp|\bignor/i,
    example: 'EntityAlreadyExists: Role with name deployer already exists.',
    nearMiss: 'RoleAlreadyExists: skipping',
    source: 'CloudFormation CLI, handler error codes; IAM API, errors',
  },
  {
    id: 'name-taken',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:role|bucket|repository|function|group|table|queue|topic|resource|policy|alarm|database|cluster|user|record|object|stack|key) .{0,140}\balready exists\b|\bnothing to commit\b/i,
    unless: /\bskipp|\bignor|\bNOTICE\b|\bif not exists\b/i,
    // Scripts that may run twice go on after it.
    weak: true,
    example: 'Bucket reports-prod already exists',
    nearMiss: 'NOTICE: the table "users" already exists, skipping',
    source: 'CloudFormation user guide, Troubleshooting; PostgreSQL 16; git 2',
  },
  {
    id: 'aws-bad-request',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\((?:Validation(?:Error|Exception)|Invalid(?:Parameter|Request|Input|Argument|Configuration)\w{0,20}|MalformedPolicyDocument|ParamValidationError|MissingParameter|BadRequestException|SerializationException)\) when calling\b|\bInvalid(?:Parameter|Configuration)(?:Value|Combination|Request|)(?:Exception|)\b|\bMalformedPolicyDocument\b|\bParameter validation failed\b|\bInvalid(?:Input|Structure)Exception\b|\bAccessControlListNotSupported\b|\bbucket does not allow ACLs\b|\bHandlerErrorCode: (?:InvalidRequest|NotUpdatable|InvalidCredentials)\b|\bvalidation errors? detected\b|\bMissingRequiredParameter\b|\baws: error: |\bUnknown options: |\bthe following arguments are required\b|\bInvalid choice(?:: '|, valid choices)|\bUnknown parameter in input\b|\buser-provided path .{1,200} does not exist\b|\bmarked for deletion\b/i,
    unless: either(THROTTLED, /_IN_PROGRESS\b|\b(?:is|are) (?:currently |)being \w{5,8}ed\b/i),
    example:
      'An error occurred (InvalidParameterValueException) when calling the UpdateFunctionCode operation: Unsupported runtime',
    nearMiss: 'An error occurred (ValidationError) when calling the CreateChangeSet operation: Rate exceeded',
    source: 'AWS CLI 2; Lambda and EC2 APIs, errors',
  },
  {
    id: 'aws-client-error',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bAn error occurred \(\w{3,80}\) when calling\b|\bStatus ?Code: 4\d\d[;,].{0,40}\bError Code: \w|\bapi error [A-Z]\w{3,80}: /i,
    unless:
      /\bthrottl|\brate ?exceeded\b|\brequest ?limit|\btoo ?many ?requests|\bslow ?down\b|\b(?:429|5\d\d)\b|internal|unavailable|time(?:d |-?)out\b(?! must)|conflict|in ?progress|Serv(?:er|ice)(?:Exception|Fault)|in ?use|capacity|\bTransaction/i,
    weak: true,
    example:
      'An error occurred (ClientException) when calling the RegisterTaskDefinition operation: Too many containers.',
    nearMiss: 'An error occurred (InternalServiceFault) when calling the RegisterTaskDefinition operation',
    source: 'AWS CLI 2, AWS SDKs: errors of the 4xx class',
  },
];
