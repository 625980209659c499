import type { Rule } from '../rule.ts';

const GUIDE = 'CodeBuild user guide, Troubleshooting';
const LIMITED = /\btoo ?many ?requests\b|\bpull rate limit\b|\b429\b|\brate ?(?:limit|exceeded)|\bthrottl/i;

/** Status codes of CodeBuild's phases; its logs repeat them, so that they are looked for in lines too. */
export const CODEBUILD: readonly Rule[] = [
  {
    id: 'build-image-rate-limit',
    kind: 'registry-rate-limit',
    class: 'transient',
    looksAt: 'phase',
    pattern:
      /\b(?:BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|CannotPullContainerError)\b.{0,600}(?:\btoo ?many ?requests\b|\bpull rate limit\b|\b429\b|\brate limit)/i,
    example:
      'PROVISIONING FAILED: BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer image: toomanyrequests: You have reached your pull rate limit.',
    nearMiss:
      'PROVISIONING FAILED: BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer image: manifest unknown',
    source: GUIDE,
  },
  {
    id: 'build-image',
    kind: 'image',
    class: 'permanent',
    looksAt: 'phase',
    pattern: /\bBUILD_CONTAINER_UNABLE_TO_PULL_IMAGE\b|\bUnable to pull customer's container image\b/i,
    unless: LIMITED,
    example:
      'PROVISIONING FAILED: BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer image: manifest unknown',
    nearMiss:
      'PROVISIONING FAILED: BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: toomanyrequests: You have reached your pull rate limit.',
    source: GUIDE,
  },
  {
    id: 'buildspec-invalid',
    kind: 'config',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bYAML_FILE_ERROR\b|\bBUILD_?SPEC_\w{0,30}ERROR\b|\bThis build image requires selecting at least one runtime\b|\bUnknown runtime(?: version|) named\b|\binvalid buildspec\b|\bINVALID_(?:BUILDSPEC|INPUT)\b/i,
    example:
      'DOWNLOAD_SOURCE FAILED: YAML_FILE_ERROR: mapping values are not allowed in this context at line 4',
    nearMiss: 'DOWNLOAD_SOURCE FAILED: CLIENT_ERROR: Get "https://example.com/a.zip": EOF',
    source: GUIDE,
  },
  {
    id: 'build-timed-out',
    kind: 'timeout',
    class: 'unknown',
    looksAt: 'phase',
    pattern:
      /\bBUILD_TIMED_OUT\b|\bBuild has timed out\b|\bbuild exceeded (?:its|the) (?:configured |)timeout\b|\b(?!QUEUED)[A-Z_]{3,20} TIMED_OUT\b|\bBuild timed out\b/,
    example: 'BUILD TIMED_OUT: BUILD_TIMED_OUT: Build has timed out.',
    nearMiss:
      'BUILD FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
    source: GUIDE,
  },
  {
    id: 'build-queue-timed-out',
    kind: 'capacity',
    class: 'unknown',
    looksAt: 'phase',
    pattern:
      /\bQUEUED (?:TIMED_OUT|FAILED)\b(?!.{0,20}INSUFFICIENT_SUBNET)|\bQUEUE_TIMED_OUT\b|\bqueued timeout\b/i,
    example: 'QUEUED TIMED_OUT: BUILD_QUEUE: Build has been queued for too long',
    nearMiss: 'QUEUED FAILED: INSUFFICIENT_SUBNET: no free address',
    source: GUIDE,
  },
  {
    id: 'build-network',
    kind: 'config',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bINSUFFICIENT_SUBNET\b|\bVPC_CLIENT_ERROR\b|\bVPC_ERROR\b|\bUnexpected EC2 error: (?:Unauthorized|Invalid)|\bno free (?:private )?(?:ip )?address|\bnot enough free addresses\b|\bInsufficientFreeAddressesInSubnet\b/i,
    unless: /\brequest ?limit ?exceeded\b|\bthrottl|\bInternalError\b|\bUnavailable\b/i,
    example: 'PROVISIONING CLIENT_ERROR: VPC_CLIENT_ERROR: Unexpected EC2 error: UnauthorizedOperation',
    nearMiss: 'PROVISIONING CLIENT_ERROR: VPC_CLIENT_ERROR: Unexpected EC2 error: RequestLimitExceeded',
    source: GUIDE,
  },
  {
    id: 'build-access-denied',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bACCESS_DENIED\b|\bService role \S{1,200} does not allow\b|\bCLIENT_ERROR\b.{0,300}\b(?:AccessDenied|is not authorized)|\b(?:Secrets Manager|Parameter Store) Error Message: .{0,40}(?:AccessDenied|not authorized)/i,
    unless: LIMITED,
    example:
      'SUBMITTED FAILED: ACCESS_DENIED: Service role arn:aws:iam::111122223333:role/b does not allow AWS CodeBuild to create log streams',
    nearMiss: 'DOWNLOAD_SOURCE FAILED: CLIENT_ERROR: NoSuchKey: The specified key does not exist.',
    source: GUIDE,
  },
  {
    id: 'build-artifacts',
    kind: 'config',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bno matching (?:artifact|base directory|cache|report\w{0,5}) paths? found\b|\bno matching base directory\b|\bCLIENT_ERROR\b.{0,200}\b(?:NoSuchKey|NoSuchBucket|not found|no such file|does not exist|authentication required|repository not found|reference not found)\b|\bCLIENT_ERROR: no matching\b|\bPRIVATE_REGISTRY\w{0,30}ERROR\b|\b(?:Secrets Manager|Parameter Store) Error Message: .{0,80}(?:NotFound|can't find)/i,
    example: 'UPLOAD_ARTIFACTS FAILED: CLIENT_ERROR: no matching artifact paths found',
    nearMiss: 'UPLOAD_ARTIFACTS FAILED: CLIENT_ERROR: RequestError: send request failed',
    source: GUIDE,
  },
  {
    id: 'build-container-dead',
    kind: 'memory',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bBuild container (?:found dead|died because)\b|\bReason: exit status 137\b|\bexit status 137\s*$/i,
    example:
      'BUILD FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 137',
    nearMiss:
      'BUILD FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
    source: GUIDE,
  },
  {
    id: 'command-not-run',
    kind: 'command',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bReason: exit status 12[67]\b|\bCommand did not exit successfully\b.{0,900}\bexit status 12[67]\b/i,
    example:
      'INSTALL FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: ./a.sh. Reason: exit status 127',
    nearMiss:
      'INSTALL FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: ./a.sh. Reason: exit status 1',
    source: 'bash 5, Exit status',
  },
  {
    id: 'build-internal',
    kind: 'aws-internal',
    class: 'transient',
    looksAt: 'phase',
    pattern:
      /\bINTERNAL_(?:SERVICE_|)ERROR\b|\bINTERNAL_SERVER_ERROR\b|\bCodeBuild is experiencing (?:an |)(?:issue|internal)|\bFAULT: [A-Z_]{0,40}(?:INTERNAL|SERVICE)[A-Z_]{0,40}\b/,
    example: 'PROVISIONING FAULT: INTERNAL_SERVICE_ERROR: CodeBuild is experiencing an issue.',
    nearMiss: 'PROVISIONING FAULT: BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: manifest unknown',
    source: GUIDE,
  },
  {
    id: 'build-throttled',
    kind: 'aws-throttling',
    class: 'transient',
    looksAt: 'phase',
    pattern:
      /\b(?:VPC_|)CLIENT_ERROR\b.{0,300}(?:\bthrottl|\brate ?exceeded\b|\brequest ?limit ?exceeded\b|\bSlowDown\b)/i,
    example: 'PROVISIONING CLIENT_ERROR: VPC_CLIENT_ERROR: Unexpected EC2 error: RequestLimitExceeded',
    nearMiss: 'PROVISIONING CLIENT_ERROR: VPC_CLIENT_ERROR: Unexpected EC2 error: UnauthorizedOperation',
    source: GUIDE,
  },
  {
    id: 'build-stopped',
    kind: 'stopped',
    class: 'permanent',
    looksAt: 'phase',
    pattern: /^[A-Z_]{3,20} STOPPED\b|\bBuild terminated with state: STOPPED\b|\bBUILD_STOPPED\b/,
    example: 'BUILD STOPPED: build was stopped',
    nearMiss: 'Container web STOPPED',
    source: 'CodeBuild API, BuildPhase',
  },
  {
    id: 'command-failed',
    kind: 'command',
    class: 'permanent',
    looksAt: 'phase',
    pattern:
      /\bCOMMAND_EXECUTION_ERROR\b|\bError while executing command: .{0,900}\bexit status \d|\bCommand did not exit successfully .{0,900}\bexit status \d/i,
    weak: true,
    example:
      'BUILD FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
    nearMiss: 'BUILD FAILED: BUILD_TIMED_OUT: Build has timed out.',
    source: GUIDE,
  },
];
