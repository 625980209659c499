import type { Rule } from '../rule.ts';
import { OWN, THROTTLED } from './local.ts';

const IAM = 'IAM user guide, Troubleshoot access denied error messages';

/** What AWS's services, tools and SDKs say of permissions, credentials, throttling and their own faults. */
export const AWS: readonly Rule[] = [
  {
    id: 'aws-access-denied',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bAccess ?Denied(?:Exception|)(?![\w/-]|\.[a-z])|\b(?:is|are|be) not authorized (?:to|for)\b|\bnot authorized to perform\b|\bUnauthorized(?:Operation|Access|Exception)\b|\bNotAuthorized(?:Exception|)\b|\bAuthorizationError(?:Exception|)\b|\bexplicit deny\b|\bdo(?:es|) not give you permission\b|\bIAM_ROLE_PERMISSIONS\b|\bKMSAccessDenied|\bcannot be assumed\b|\bunable to assume (?:the |IAM |service |)role\b|\baccess has been denied\b|\b(?:insufficient|not having enough|do(?:es|) not have(?: the| sufficient| required| enough|)|doesn't have(?: the| sufficient| required|)|lacks?|missing(?: the| required|)) (?:IAM |required |necessary |)permissions?\b|\(403\) when calling\b|\binsufficient privileges\b|\bno longer has permission\b|\bdefault version was not created by\b/i,
    unless: THROTTLED,
    example:
      'An error occurred (AccessDenied) when calling the PutObject operation: User is not authorized to perform: s3:PutObject',
    nearMiss: 'create mode 100644 src/errors/AccessDenied.ts',
    source: IAM,
  },
  {
    id: 'aws-credentials',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bExpiredToken(?:Exception|)\b|\bInvalidClientTokenId\b|\bUnrecognizedClientException\b|\bSignatureDoesNotMatch\b|\bInvalidSignatureException\b|\bInvalidAccessKeyId\b|\bIncompleteSignature|\bMissingAuthenticationToken|\bInvalidIdentityToken|\bAuthFailure\b|\bRequestExpired\b|\bRequestTimeTooSkewed\b|\bsecurity token included in the request is\b|\bAccess Key Id (?:you provided does not|needs a)|\bToken is expired\b|\bSignature (?:has |)expired\b|\bsignature we calculated does not match\b/i,
    example:
      'An error occurred (ExpiredToken) when calling the ListObjects operation: The provided token has expired.',
    nearMiss: 'Refreshing the token before it expires',
    source: 'AWS common errors; STS API reference',
  },
  {
    id: 'no-credentials',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:unable to locate|could not (?:load|find)|failed to (?:retrieve|load|refresh)(?: cached|)|cannot (?:load|find)|no valid|missing|unable to load(?: AWS|)) credentials?\b|\bno valid credential sources?\b|\bNoCredential(?:s|Providers)|\bCredentialsProvider(?:Error|Exception)\b|\bno credentials (?:have been|found|provided|available|configured)|\bconfig profile \(.{1,60}\) could not be found|\bPartial credentials found\b|\bUnable to (?:load AWS credentials|resolve AWS account)|\bno EC2 (?:IMDS|instance) role found\b|\bUnable to get IAM security credentials\b|\bcredentials (?:have|has) expired\b/i,
    example: 'botocore.exceptions.NoCredentialsError: no credentials found',
    nearMiss: 'Credentials loaded from the container',
    source: 'AWS CLI 2, boto3, AWS SDK for Go 2, AWS CDK 2',
  },
  {
    id: 'aws-throttling',
    kind: 'aws-throttling',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bThrottl(?:ing|ed)(?:Exception|Error)\b|\(Throttling\)|\bThrottling: |\bcode:? ["']?Throttl(?:ing|ed)\b|\bRequest(?:Limit ?Exceeded|Throttled)|\bEC2ThrottledException|\bTooManyRequestsException\b|\bSlowDown\b|\breduce your request rate\b|\bProvisionedThroughputExceeded|\bPriorRequestNotComplete\b|\bRequest limit exceeded\b|\bRate ?exceeded\b|\b(?:has been|was|were|is being|got|being) throttled\b|\bBandwidthLimitExceeded\b|\bHandlerErrorCode: Throttling\b|\bretry quota exceeded\b/i,
    example:
      'An error occurred (ThrottlingException) when calling the DescribeStacks operation: Rate exceeded',
    nearMiss: 'resource "aws_api_gateway_method_settings" "throttling" created',
    source: 'AWS SDK for JavaScript 3, throttling error codes; EC2 API, Request throttling',
  },
  {
    id: 'aws-internal',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bInternal(?:Failure|Service(?:Error|Exception)(?:Exception|))\b|\((?:Internal(?:ServerError|ServerException|Error|ServiceFault)|ServiceUnavailable(?:Exception|)|Serv(?:er|ice)Exception|50[0234])\) when calling\b|\bServiceUnavailableException\b|\bStatus ?Code: 5(?:0[0234])\b|\bWe encountered an internal error\b|\bHandlerErrorCode: (?:InternalFailure|ServiceInternalError|NetworkFailure|ServiceTimeout)\b|\bInternal Failure\b|\bINTERNAL_SERVICE_ERROR\b|\bCodeBuild is experiencing an issue\b|\bInternal error reported from downstream\b|\bUnable to process request\b.{0,40}\b50[0234]\b/i,
    unless: /\bexpected\b|\bassert/i,
    example: 'CREATE_FAILED AWS::SNS::Topic Alerts Internal Failure',
    nearMiss: 'An error occurred (NoSuchKey) when calling the GetObject operation',
    source: 'AWS common errors; CloudFormation CLI, handler error codes',
  },
  {
    id: 'aws-service-fault',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bService (?:is |)(?:currently |)unavailable\b.{0,60}\b(?:try again|retry|Service:|RequestId)|\b(?:please )?try again later\b.{0,80}\b(?:internal error|service)\b|\binternal error\b.{0,80}\btry again\b|\bThe service is (?:currently |temporarily |)unavailable\b|\bunexpected internal error\b|\bAn internal (?:service |)error (?:has |)occurred\b|\bInternalServer(?:Error|Exception): |\bService Unavailable \(Service:/i,
    unless: OWN,
    weak: true,
    example: 'The service is currently unavailable. Please try again later.',
    nearMiss: 'Health check: The service is unavailable',
    source: 'AWS common errors, ServiceUnavailable',
  },
  {
    id: 'aws-endpoint',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bCould not connect to the endpoint URL: "https:\/\/(?:[\w.-]{1,100}[.-][a-z]{2}(?:-gov|-iso\w?|)-[a-z]{4,9}-\d\.|[\w-]{2,40}\.amazonaws\.com\b)|\b(?:Connect|Read) timeout on endpoint URL\b|\bvalid response from endpoint URL\b|\bUnable to execute HTTP request: (?:Connect|Read|Remote|Broken|The target server failed|Timeout|Acquire)|\bsend request failed caused by: \w{3,6} "?https?:|\bRequestTimeout\b.{0,60}\bsocket connection\b|\bYour socket connection to the server was not read from\b/i,
    unless: /\b169\.254\.|\blocalhost\b|\b127\.0\.0\.1\b|\bx509\b|\bcertificate\b|\bPKIX\b/i,
    example: 'Connect timeout on endpoint URL: "https://sts.eu-west-1.amazonaws.com/"',
    nearMiss: 'Could not connect to the endpoint URL: "https://s3.eu-west.amazonaws.com/"',
    source: 'AWS CLI 2, AWS SDK for Java 2, AWS SDK for Go 1',
  },
  {
    id: 'aws-metadata',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bError (?:when retrieving credentials|retrieving metadata)\b.{0,300}\b(?:timeout|timed out|50[0234]|429)\b|\bec2imds: Get\w{4,20}, .{0,100}\b(?:deadline exceeded|request canceled)\b|\bTimeoutError from instance metadata\b/i,
    example:
      'Error when retrieving credentials from container-role: Error retrieving metadata: Read timeout on endpoint',
    nearMiss:
      'no EC2 IMDS role found, operation error ec2imds: GetMetadata, http response error StatusCode: 404',
    source: 'AWS CLI 2, AWS SDK for Go 2: credentials of a container or an instance',
  },
  {
    id: 'aws-request-not-sent',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern: /\bRequestError: send request failed\s*$/i,
    // Why stands in the next line.
    weak: true,
    example: 'Error: RequestError: send request failed',
    nearMiss: 'RequestError: send request failed caused by: x509: certificate signed by unknown authority',
    source: 'AWS SDK for Go 1',
  },
  {
    id: 'aws-wrong-endpoint',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bYou must specify a region\b|\bUnable to (?:find|determine|locate) (?:a |the |)region\b|\b(?:Missing|Invalid) region\b|\bNoRegionError\b|\bregion is missing\b|\bmust be addressed using the specified endpoint\b|\bPermanentRedirect\b|\bAuthorizationHeaderMalformed\b|\bIllegalLocationConstraint|\bInaccessible host\b|\bInvalidBucketName\b|\bInvalid bucket name\b|\bUnable to construct an endpoint\b|\bInvalid endpoint\b|\bendpoint URL: "https:\/\/[\w.-]{0,80}(?:\.\.|\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-[a-z]{4,9}(?:-\d[a-z]|)\.)|\bis wrong; expecting '[a-z]{2}-/i,
    example: 'You must specify a region. You can also configure your region by running "aws configure".',
    nearMiss: 'Using region eu-west-1',
    source: 'AWS CLI 2; S3 API, Error responses',
  },
];
