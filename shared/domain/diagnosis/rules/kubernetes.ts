import type { Rule } from '../rule.ts';

const LIMITED = /\btoo ?many ?requests\b|\bpull rate limit\b|\b429\b|\brate ?(?:limit|exceeded)/i;
/** Somebody else changed the object between a read and a write: the next read sees it. */
const RACED = /\bthe object has been modified; please apply your changes to the latest version\b/i;

/** kubectl, Helm and what the cluster says. */
export const KUBERNETES: readonly Rule[] = [
  {
    id: 'pod-image',
    kind: 'image',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bImagePullBackOff\b|\bErrImagePull\b|\bBack-off pulling image\b|\bFailed to pull image\b/i,
    unless: LIMITED,
    example: 'pod/web-5d8f: Failed to pull image "registry.example.com/web:9": not found',
    nearMiss: 'pod/web-5d8f: Failed to pull image "web:9": toomanyrequests: pull rate limit',
    source: 'Kubernetes 1.30, kubelet',
  },
  {
    id: 'rollout-failed',
    kind: 'deploy-health',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexceeded its progress deadline\b|\bProgressDeadlineExceeded\b|\bCrashLoopBackOff\b|\bBack-off restarting failed container\b|\b(?:Readiness|Liveness|Startup) probe (?:failed|errored)|\bCreateContainer(?:Config|)Error\b|\bRunContainerError\b|\bBackoffLimitExceeded\b|\bjob (?:has )?(?:failed|reached the specified backoff limit)|\b(?:pre|post)-(?:install|upgrade|rollback) hooks? failed\b|\bcontainer .{1,80} terminated with .{0,20}non-?zero\b|\bpods? .{0,80}\b(?:failed|not ready): .{0,40}\b(?:Error|Failed)\b/i,
    example: 'error: deployment "web" exceeded its progress deadline',
    nearMiss: 'deployment "web" successfully rolled out',
    source: 'Kubernetes 1.30, kubectl rollout; Helm 3',
  },
  {
    id: 'helm-timeout',
    kind: 'deploy-health',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\b(?:UPGRADE|INSTALLATION|ROLLBACK|INSTALL) FAILED: .{0,100}(?:context deadline exceeded|timed out waiting for the condition)\b|\bresource not ready\b.{0,60}\bdeadline exceeded\b|\brollout status\b.{0,80}\btimed out\b/i,
    example: 'Error: UPGRADE FAILED: timed out waiting for the condition',
    nearMiss: 'Error: UPGRADE FAILED: another operation is in progress',
    source: 'Helm 3, --wait',
  },
  {
    id: 'cluster-login',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bYou must be logged in to the server\b|\bgetting credentials: exec\b|\bthe server has asked for the client to provide credentials\b|\bUnauthorized\)?$|\bno configuration has been provided, try setting KUBERNETES\b|\binvalid apiVersion "client\.authentication|\baws-iam-authenticator\b.{0,60}\b(?:not found|failed|failure)/i,
    example: 'error: You must be logged in to the server (Unauthorized)',
    nearMiss: 'Logged in to the server',
    source: 'kubectl 1.30',
  },
  {
    id: 'cluster-forbidden',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bError from server \(Forbidden\)|\bis forbidden: |\bcannot (?:get|list|create|patch|update|delete|watch) resource "|\badmission webhook .{1,150} denied\b|\bviolates PodSecurity\b/i,
    unless: /\bexceeded quota\b/i,
    example:
      'Error from server (Forbidden): deployments.apps is forbidden: User "ci" cannot patch resource "deployments"',
    nearMiss: 'deployment.apps/web patched',
    source: 'Kubernetes 1.30, API server',
  },
  {
    id: 'manifest-invalid',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bError from server \((?:NotFound|Invalid|AlreadyExists|BadRequest|MethodNotAllowed)\)|\berror validating data\b|\berror parsing .{1,200}\.ya?ml\b|\bno matches for kind\b|\bunable to recognize "|\bno kind ".{1,80}" is registered\b|\bfield is immutable\b|\bcontext ".{1,150}" does not exist\b|\bthe path ".{1,200}" does not exist\b|\bserver localhost:8080 was refused\b|\bthe server doesn't have a resource type\b|\bresource mapping not found\b|\bstrict decoding error\b|\binvalid object: |\bspec\.\S{1,150}: (?:Invalid|Required|Forbidden|Unsupported) value\b|\bnamespaces? ".{1,80}" not found\b|\bMust specify\b.{0,40}--namespace|\bdidn't match Pod's node (?:affinity|selector)/i,
    example:
      'error: unable to recognize "ingress.yaml": no matches for kind "Ingress" in version "extensions/v1beta1"',
    nearMiss: 'ingress.networking.k8s.io/web configured',
    source: 'kubectl 1.30',
  },
  {
    id: 'cluster-conflict',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\banother operation \(install\/upgrade\/rollback\) is in progress\b|\bError from server \(Conflict\)|\bApply failed with \d{1,4} conflicts?\b|\bresource version conflict\b/i,
    unless: RACED,
    example: 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
    nearMiss: 'Release "web" has been upgraded.',
    source: 'Helm 3, Kubernetes 1.30',
  },
  {
    id: 'cluster-raced',
    kind: 'conflict',
    class: 'transient',
    looksAt: 'line',
    pattern: RACED,
    example:
      'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
    nearMiss: 'Apply failed with 1 conflict: conflict with "helm" using apps/v1: .spec.replicas',
    source: 'Kubernetes API conventions, Concurrency control and consistency',
  },
  {
    id: 'cluster-fault',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\betcdserver: (?:request timed out|leader changed|too many requests|mvcc: database space)|\bError from server \((?:ServiceUnavailable|InternalError|(?:Server|)Timeout|TooManyRequests)\)|\bthe server is currently unable to handle the request\b|\bUnable to connect to the server: (?:net\/http: TLS handshake timeout|EOF|read tcp|http2: )|\bhttp2: client connection lost\b|\bThe connection to the server [\w-]{1,80}\.[\w.:-]{3,150} was refused\b|\bthe server was unable to return a response in the time allotted\b/i,
    unless: /\bdatabase space exceeded\b|\bwebhook\b|\bmetrics\.k8s\.io\b/i,
    example: 'Error from server: etcdserver: request timed out',
    nearMiss: 'Error from server (InternalError): failed calling webhook "validate.example.com"',
    source: 'Kubernetes 1.30, API server',
  },
  {
    id: 'helm-chart',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bchart requires kubeVersion\b|\bexecution error at \(|\bparse error (?:at|in) \(|\bYAML parse error on\b|\bvalues don't meet the specifications\b|\bcannot re-use a name that is still in use\b|\brendered manifests contain\b|\brepo .{1,80} not found\b|\bchart ".{1,150}" .{0,60}not found\b|\bhas no deployed releases\b|\bmissing in charts\/? directory\b|\bError: (?:INSTALLATION|UPGRADE) FAILED: (?:template|cannot|chart|unable to build|values|release|failed to create resource: .{0,200}invalid)|\bunable to build kubernetes objects\b|\bnil pointer evaluating\b|\bfailed to parse \S{1,150}: error converting YAML\b|\bno cached repo found\b|\bpath ".{1,200}" not found\b|\bRelease not loaded\b|\brelease: not found\b/i,
    unless: /\b(?:timed out|timeout|50[234]|reset)\b/i,
    example: 'Error: UPGRADE FAILED: cannot patch "web" with kind Service: spec.clusterIP is immutable',
    nearMiss: 'Error: UPGRADE FAILED: timed out waiting for the condition',
    source: 'Helm 3',
  },
  {
    id: 'cluster-quota',
    kind: 'quota',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexceeded quota: |\bmust be less than or equal to (?:cpu|memory) limit\b|\bdatabase space exceeded\b|\bmaximum (?:cpu|memory) usage per (?:container|pod)\b/i,
    example:
      'pods "web-1" is forbidden: exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10',
    nearMiss: 'resourcequota/team unchanged',
    source: 'Kubernetes 1.30, Resource quotas',
  },
];
