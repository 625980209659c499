import type { ActionExecutionDetail, PipelineExecution } from '@aws-sdk/client-codepipeline';
import { buildOf } from '../../shared/adapters/codebuild-shapes.ts';
import { deploymentOf, failedTargetOf } from '../../shared/adapters/codedeploy-shapes.ts';
import { attemptOf, executionOf } from '../../shared/adapters/codepipeline-shapes.ts';
import { buildEvent, deploymentEvent, pipelineEvent, processed, wrapped } from './events.ts';
import type { World } from './notify.ts';

/** What the services answer, through the adapters' own shapes: the text stands wherever people and programs write. */
export function worldWith(text: string, link: string): World {
  const startTime = new Date('2026-11-23T09:56:00Z');
  const run: PipelineExecution = {
    artifactRevisions: [{ revisionId: 'a1b2c3', revisionSummary: text, revisionUrl: link }],
  };
  const row = (category: 'Build' | 'Approval' | 'Deploy', provider: string): ActionExecutionDetail => ({
    stageName: 'Release',
    actionName: category,
    status: 'Failed',
    startTime,
    input: {
      actionTypeId: { category, owner: 'AWS', provider, version: '1' },
      configuration: { CustomData: text, ExternalEntityLink: link },
    },
    output: {
      executionResult: {
        externalExecutionId: 'shop:4d7e1f90',
        externalExecutionSummary: text,
        externalExecutionUrl: link,
        errorDetails: { code: 'JobFailed', message: text },
      },
    },
  });
  const contexts = [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: text }];
  const logs = { groupName: '/aws/codebuild/shop', streamName: '4d7e1f90' };
  // What a service's list of codes holds is the service's to say.
  const diagnostics = { errorCode: text as 'ScriptFailed', message: text, logTail: text };
  const lifecycleEvents = [{ lifecycleEventName: 'AfterInstall', status: 'Failed' as const, diagnostics }];
  return {
    execution: () => executionOf(run),
    attempts: [row('Build', 'CodeBuild'), row('Approval', 'Manual'), row('Deploy', 'CodeDeploy')].flatMap(
      attemptOf,
    ),
    builds: [
      buildOf(
        {
          id: 'shop:4d7e1f90',
          buildStatus: 'FAILED',
          logs,
          phases: [{ phaseType: 'BUILD', phaseStatus: 'FAILED', contexts }],
        },
        undefined,
      ),
    ],
    log: [
      { at: 1, message: '[Container] 2026/11/23 09:58:01 Running command npm ci\n' },
      { at: 2, message: `npm error code ECONNRESET\n${text}\n` },
      {
        at: 3,
        message: '[Container] 2026/11/23 09:58:02 Command did not exit successfully npm ci exit status 1\n',
      },
    ],
    deployment: deploymentOf({
      status: 'Failed',
      errorInformation: { code: text as 'HEALTH_CONSTRAINTS', message: text },
      rollbackInfo: { rollbackMessage: text },
    }),
    targets: [failedTargetOf({ instanceTarget: { targetId: 'i-1', status: 'Failed', lifecycleEvents } })],
  };
}

/** Events with the text wherever people and programs write. */
export function eventsWith(text: string, link: string): readonly object[] {
  const told = (event: ReturnType<typeof pipelineEvent>) => ({
    ...event,
    detail: {
      ...event.detail,
      'execution-trigger': {
        'trigger-type': 'Webhook',
        'commit-id': '3f9c2ab74d1e8a6b5c0f9e2d7a4b1c8e6f3d0a59',
        'commit-message': text,
        'author-display-name': text,
      },
      'execution-result': { 'external-execution-summary': text, 'external-execution-url': link },
      'stop-execution-comments': text,
    },
    additionalAttributes: {
      failedStage: 'Release',
      failedActions: [{ action: 'Build', additionalInformation: text }],
      customData: text,
      externalEntityLink: link,
    },
  });
  const action = { level: 'Action', stage: 'Release', action: 'Approval' } as const;
  const build = buildEvent();
  const context = { 'phase-type': 'BUILD', 'phase-status': 'FAILED', 'phase-context': [text] };
  const information = {
    ...build.detail['additional-information'],
    logs: { 'deep-link': link },
    phases: [context],
  };
  return [
    told(pipelineEvent('FAILED')),
    told(pipelineEvent('SUCCEEDED')),
    told(pipelineEvent('STOPPED')),
    wrapped(told(processed(pipelineEvent('FAILED', { time: '2026-11-23T10:00:01Z' })) as never)),
    told(pipelineEvent('STARTED', { ...action, category: 'Approval' })),
    told(pipelineEvent('FAILED', { ...action, category: 'Approval' })),
    told(pipelineEvent('FAILED', { ...action, action: 'Build', category: 'Build' })),
    { ...build, detail: { ...build.detail, 'additional-information': information } },
    deploymentEvent('FAILURE'),
  ];
}
