import type { Rule } from '../rule.ts';
import { either } from './local.ts';

const LIMITED = /\btoo ?many ?requests\b|\bpull rate limit\b|\b429\b|\brate ?(?:limit|exceeded)/i;

/** Docker, BuildKit, podman and the registries of images. */
export const CONTAINERS: readonly Rule[] = [
  {
    id: 'image-pull-failed',
    kind: 'image',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCannotPull(?:ContainerError|ImageManifestError|ECRContainerError)\b|\bInvalidImageName\b|\bImageInspectError\b|\bErrImageNeverPull\b/i,
    unless: LIMITED,
    example:
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref',
    nearMiss: 'CannotPullContainerError: inspect image has been retried: toomanyrequests: pull rate limit',
    source: 'ECS developer guide, CannotPullContainer task errors; Kubernetes 1.30, kubelet',
  },
  {
    id: 'image-denied-or-missing',
    kind: 'image',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bpull access denied\b|\brepository does not exist or may require\b|\bmanifest (?:unknown|for \S{1,300} not found)\b|\bMANIFEST_UNKNOWN\b|\bNAME_UNKNOWN\b|\bname unknown\b|\bmanifest .{0,80}\bnot found\b|\bno matching manifest for\b|\bno match for platform in manifest\b|\bpull model manifest\b|\brepository name not known to registry\b|\bnot authorized to perform: ecr:|\becr:(?:BatchGetImage|GetAuthorizationToken|GetDownloadUrlForLayer)\b.{0,200}\b(?:resource|denied|authorized)|\bfailed to (?:resolve (?:source metadata|reference|ref)|load metadata|authorize)\b.{0,300}: (?:not found|pull access denied|403 Forbidden|401 Unauthorized|no match)|\binvalid reference format\b|\brepository name must be lowercase\b|\bUnable to find image '.{1,200}' locally\b.{0,80}\bnot found\b|\bError response from daemon: No such image\b|\bimage \S{1,200} (?:does not exist|not found)\b/i,
    // A cache that is not there yet is no failure.
    unless: either(LIMITED, /\bcache\b/i),
    example:
      'ERROR: failed to solve: registry.example.com/base:9: failed to resolve source metadata: not found',
    nearMiss: 'Error response from daemon: toomanyrequests: pull rate limit, manifest unknown',
    source: 'Docker 27; OCI distribution specification, error codes',
  },
  {
    id: 'registry-login',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno basic auth credentials\b|\bunauthorized: (?:authentication|incorrect|access|your|not|HTTP Basic|invalid|user)|\bdenied: (?:requested access|user:|your authorization|access|permission|installation|the role|not authorized|token)|\bincorrect username or password\b|\bCannot perform an interactive login from a non TTY device\b|\binsufficient_scope\b|\bdocker login\b.{0,40}\b(?:failed|required)|\bError saving credentials\b|\berror getting credentials\b|\bauthorization failed\b|\bfailed to fetch (?:oauth token|anonymous token)\b.{0,300}\b40[13]\b/i,
    unless: LIMITED,
    example: 'denied: Your authorization token has expired. Reauthenticate and try again.',
    nearMiss: 'Login Succeeded',
    source: 'Docker 27; ECR user guide, Troubleshooting',
  },
  {
    id: 'image-immutable',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\btag invalid: The image tag\b|\bImageTagAlreadyExists|\brepository is immutable\b|\bcannot be overwritten because\b/i,
    example:
      "tag invalid: The image tag '1.2.0' already exists in the 'web' repository and cannot be overwritten",
    nearMiss: '1.2.0: digest: sha256:00 size: 1573',
    source: 'ECR user guide, Image tag mutability',
  },
  {
    id: 'docker-daemon',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Cannot|Couldn't|Could not|unable to) connect to (?:the )?Docker daemon\b|\bIs the docker daemon running\b|\bdocker daemon is not running\b|\bpermission denied while trying to connect to the Docker\b|\bdial unix .{1,80}docker\.sock\b|\bfailed to start daemon\b|\bprivileged mode\b.{0,60}\b(?:required|enable)|\bdocker: command not found\b|\b(?:port is already allocated|address already in use)\b|\bContainer name .{1,100} is already in use\b|\bclient version \S{1,20} is too old\b|\bMinimum supported API version\b|\bis too new\. Maximum supported API version\b/i,
    example:
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    nearMiss: 'Connected to the Docker daemon',
    source: 'Docker 27; CodeBuild user guide, Troubleshooting',
  },
  {
    id: 'dockerfile-broken',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bdockerfile parse error\b|\bfailed to read dockerfile\b|\bfailed to (?:compute|calculate) (?:cache key|checksum)\b|\b(?:COPY|ADD) failed\b|\bunable to prepare context\b|\bunknown instruction: |\bUnable to locate the Dockerfile\b|\bpull parent image\b|\binvalid (?:from flag value|containerPort|mount config)|\btarget stage .{1,100}(?:could not be found|not found)\b|\bDockerfile .{0,80}\b(?:not found|no such file)|\bforbidden path outside the build context\b|\bno build stage in current context\b|\bvalidating .{1,100}compose.{0,40}: |\bcompose(?: file|\.ya?ml) .{0,60}\b(?:invalid|not found)\b|\bno configuration file provided\b|\b(?:refers to|depends on) undefined (?:network|volume|service|secret|config)\b|\bdeclared as external, but could not be found\b|\bservices\.\S{1,100} must be an? \w|\bno such service: |\b[Aa]dditional propert(?:y|ies) .{1,100} not allowed\b|\bservice \S{1,100} has neither an image nor a build\b/i,
    unless: /\b(?:timeout|reset|EOF|50[234])\b/i,
    example: 'ERROR: failed to solve: failed to compute cache key: "/dist": not found',
    nearMiss: 'transferring dockerfile: 402B done',
    source: 'BuildKit 0.15, Docker Compose 2',
  },
  {
    id: 'wrong-architecture',
    kind: 'image',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexec format error\b|\bcannot execute binary file\b|\bdoes not match the (?:specified|detected host) platform\b(?!.{0,80}\bWARN)|\brequested image's platform\b.{0,160}\bno specific platform was requested\b.{0,40}\berror|\bwrong ELF class\b|\binvalid ELF header\b|\bBad CPU type in executable\b/i,
    unless: /\bWARNING: The requested image/i,
    example: 'exec /usr/local/bin/start.sh: exec format error',
    nearMiss: 'WARNING: The requested image platform does not match the detected host platform',
    source: 'Linux, execve(2); Docker 27',
  },
  {
    id: 'container-not-started',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bOCI runtime (?:create|exec) failed\b|\bunable to start container process\b|\bexecutable file not found in \$PATH\b|\bStopped reason: |\bcontainer .{1,80} is unhealthy\b|\bdependency failed to start: container\b|\bstarting container process caused\b|\bcontainer .{1,80}exited with code [1-9]/i,
    example:
      'OCI runtime create failed: runc create failed: exec: "serve": executable file not found in $PATH',
    nearMiss: 'Container web-1 Started',
    source: 'runc 1.1, Docker Compose 2',
  },
];
