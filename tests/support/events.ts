import { ACCOUNT, pipelineArn, REGION } from './aws.ts';

interface Options {
  readonly level?: 'Pipeline' | 'Stage' | 'Action';
  readonly time?: string;
  readonly stage?: string;
  readonly action?: string;
  readonly category?: string;
  /** A key of the detail to leave out. */
  readonly without?: string;
}

/** A raw event of CodePipeline. */
export function pipelineEvent(state: string, options: Options = {}) {
  const { level = 'Pipeline', time = '2026-11-23T10:00:00Z', stage, action, category, without } = options;
  const detail = {
    pipeline: 'checkout-pipeline',
    'execution-id': '5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461',
    'start-time': '2026-11-23T09:55:28.113Z',
    state,
    version: 7,
    'pipeline-execution-attempt': 1,
    stage,
    action,
    type: category && { owner: 'AWS', provider: 'Manual', category, version: '1' },
  };
  return {
    version: '0',
    id: 'c2f0d7a1-3b58-4e96-a1d4-70c9e8b25f13',
    'detail-type': `CodePipeline ${level} Execution State Change`,
    source: 'aws.codepipeline',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [pipelineArn('checkout-pipeline')],
    detail: Object.fromEntries(
      Object.entries(detail).filter(([key, value]) => key !== without && value !== undefined),
    ),
  };
}

/** The processed shape of the same fact, as a notification rule sends it. */
export function processed({ id: _, 'detail-type': detailType, ...event }: ReturnType<typeof pipelineEvent>) {
  const notificationRuleArn = `arn:aws:codestar-notifications:${REGION}:${ACCOUNT}:notificationrule/9a4e2c71`;
  return { ...event, detailType, notificationRuleArn, additionalAttributes: {} };
}

/** An event as the text of a topic's record. */
export function wrapped(event: object) {
  return { Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(event) } }] };
}

/** A raw event of CodeDeploy. */
export function deploymentEvent(state: string) {
  return {
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    source: 'aws.codedeploy',
    account: ACCOUNT,
    time: '2026-11-23T10:00:00Z',
    region: REGION,
    resources: [`arn:aws:codedeploy:${REGION}:${ACCOUNT}:application:billing`],
    detail: {
      region: REGION,
      deploymentId: 'd-1A2B3C4D5',
      instanceGroupId: 'x',
      deploymentGroup: 'production',
      state,
      application: 'billing',
    },
  };
}

/** A raw event of CodeBuild: a build that failed in its BUILD phase. */
export function buildEvent({ initiator = 'deployer/li.wei', status = 'FAILED' } = {}) {
  return {
    'detail-type': 'CodeBuild Build State Change',
    source: 'aws.codebuild',
    account: ACCOUNT,
    time: '2026-11-23T10:00:00Z',
    region: REGION,
    resources: [`arn:aws:codebuild:${REGION}:${ACCOUNT}:build/image-scan:4d7e1f90`],
    detail: {
      'build-status': status,
      'project-name': 'image-scan',
      'build-id': `arn:aws:codebuild:${REGION}:${ACCOUNT}:build/image-scan:4d7e1f90`,
      'additional-information': {
        initiator,
        'build-number': 12,
        'build-start-time': 'Nov 23, 2026 9:58:00 AM',
        logs: { 'deep-link': 'https://example.com/log' },
        phases: [
          { 'phase-type': 'INSTALL', 'phase-status': 'SUCCEEDED', 'phase-context': [': '] },
          {
            'phase-type': 'BUILD',
            'phase-status': 'FAILED',
            'phase-context': ['COMMAND_EXECUTION_ERROR: exit status 1'],
          },
          { 'phase-type': 'POST_BUILD', 'phase-status': 'SUCCEEDED', 'phase-context': [': '] },
          { 'phase-type': 'COMPLETED' },
        ],
      },
    },
  };
}
