import type { Rule } from '../rule.ts';
import { either } from './local.ts';

/** What is over when the other operation is. */
const UPDATING =
  /\bOperationAborted\b|\bconflicting conditional operation\b|\bOperationInProgressException\b|\b(?:Resource(?:Conflict|InUse)|(?:ConcurrentModification|Conflict)Exception|TooManyUpdates)(?:Exception|)\b.{0,400}\b(?:in progress|(?:is|are) (?:currently |still )?being (?:created|deleted|updated|modified)|state: Pending|try again)\b|\boperation cannot be performed at this time\b|\bAn update is in progress for resource\b|\balready has an active deployment\b|\boperation on this ChangeSet is currently in progress\b|\bQueueDeletedRecently\b|\brequest to update this .{1,40} is in progress\b|\b(?:in progress|being (?:created|deleted|updated|modified))\b.{0,300}\b(?:HandlerErrorCode: (?:ResourceConflict|AlreadyExists)|Error Code: Resource(?:Conflict|InUse))/i;

/** Two operations at the same time. Transient is what AWS ends by itself; a lock that somebody left behind stays. */
export const BUSY: readonly Rule[] = [
  {
    id: 'resource-updating',
    kind: 'conflict',
    class: 'transient',
    looksAt: 'line',
    pattern: UPDATING,
    unless: /\balready exists?\b|\bterraform state\b|\block\b/i,
    example:
      'An error occurred (ResourceInUseException) when calling the UpdateTable operation: Table is being updated: orders',
    nearMiss:
      'An error occurred (ResourceInUseException) when calling the CreateTable operation: Table already exists: orders',
    source: 'S3, Lambda, DynamoDB, EventBridge, Systems Manager and CodeDeploy APIs, errors',
  },
  {
    id: 'resource-busy',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bConcurrentModification|\bResourceConflictException\b|\bResourceInUse(?:Exception|)\b|\ban? (?:update|operation|deployment|build) is (?:already |currently )?in progress\b|\bOptimisticLock|\bConditionalCheckFailed|\bconditional request failed\b|\bConflictException\b|\b(?:error|cannot|can not|because|failed|while|since)\b.{0,150}\bis (?:currently |)being (?:modified|created|deleted|updated|used)\b|\binvalid state for this operation\b|\bDeploymentLimitExceeded|\bPendingOperation|\bTooManyUpdates\b|\bIncorrect(?:Instance|)State\b|\bHandlerErrorCode: ResourceConflict\b/i,
    // What is there already will stay.
    unless: either(UPDATING, /\bthrottling\b|\brate ?exceeded\b|\balready exists?\b/i),
    example: 'OptimisticLockException: the row was updated by another transaction',
    nearMiss:
      'ResourceConflictException: The operation cannot be performed at this time. An update is in progress for resource: a',
    source: 'Lambda API, ResourceConflictException; CloudFormation CLI, handler error codes',
  },
  {
    id: 'stack-updating',
    kind: 'conflict',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\b(?:CREATE|DELETE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK|\w{6,24}_CLEANUP)_IN_PROGRESS[`'"]? state and can ?not\b|\bcan ?not be (?:updated|executed|deleted) .{0,80}\b(?:CREATE|DELETE|UPDATE)\w{0,30}_IN_PROGRESS\b|\bwhen status is:? (?:in |)(?:CREATE|DELETE|UPDATE)\w{0,30}_IN_PROGRESS\b|\b(?:UPDATE|CREATE|DELETE)\w{0,30}_IN_PROGRESS\b.{0,40}\b(?:cannot|can not|conflict)|\bAnother Operation on StackSet\b.{0,200}\bin progress\b/i,
    example:
      'Stack arn:aws:cloudformation:eu-west-1:111122223333:stack/a is in UPDATE_IN_PROGRESS state and can not be updated.',
    nearMiss: 'Stack app-prod is in UPDATE_ROLLBACK_FAILED state and can not be updated.',
    source: 'CloudFormation user guide, Stack status codes',
  },
  {
    id: 'stack-raced',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\b(?:is in|when status is:?) (?:in |)[`'"]?ROLLBACK_IN_PROGRESS\b|\bROLLBACK_IN_PROGRESS state and can ?not\b|\bInvalidChangeSetStatus\b|\bChangeSet .{0,200} cannot be executed in its current\b|\bStackInstance.{0,40}OUTDATED\b|\banother operation is in progress\b/i,
    // A stack that is not made ends in ROLLBACK_COMPLETE, in which nothing can be updated.
    unless: /\bthrottl|\brate ?exceeded|\b(?:UPDATE|IMPORT)_ROLLBACK_IN_PROGRESS\b/i,
    example: 'Stack app-prod is in ROLLBACK_IN_PROGRESS state and can not be updated.',
    nearMiss: 'Stack app-prod is in UPDATE_IN_PROGRESS state and can not be updated.',
    source: 'CloudFormation user guide, Troubleshooting',
  },
];
