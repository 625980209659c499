import type { Due } from '../shared/domain/retry/situation.ts';
import type { ActionDefinition, Outcome } from './aws/pipeline-model.ts';
import type { EmbeddedAws } from './aws/server.ts';
import { FAILED_BUILDS, putFailedBuild } from './failed-builds.ts';
import type { FailedBuild } from './failed-builds.ts';

const BUILD = 'checkout-build:6b1f8a52-93d4-4c0e-8f7a-2d5b61c3e904';

interface Detail {
  readonly pipeline?: string;
  readonly 'execution-id'?: string;
  readonly state?: string;
  readonly stage?: string;
  readonly action?: string;
  readonly type?: { readonly category?: ActionDefinition['category']; readonly provider?: string };
  readonly 'execution-result'?: {
    readonly 'external-execution-summary'?: string;
    readonly 'external-execution-id'?: string;
  };
  readonly deploymentId?: string;
}

/** How a deployment in each state reads in the API. */
const DEPLOYMENTS: Readonly<Record<string, object>> = {
  FAILURE: {
    status: 'Failed',
    errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'Too few healthy instances are available' },
  },
  STOP: {
    status: 'Stopped',
    errorInformation: { code: 'MANUAL_STOP', message: 'The deployment was stopped' },
  },
  SUCCESS: { status: 'Succeeded' },
  START: { status: 'InProgress' },
};

/** Makes up a run, or a deployment, that fits an event, so that look-ups about it are answered; `build`: how builds fail. */
export function seed(aws: EmbeddedAws, event: unknown, build: FailedBuild = FAILED_BUILDS.test): void {
  const { region = 'us-east-1', account = '111122223333', resources, detail = {} } = unwrapped(event);
  const { pipeline, 'execution-id': id, deploymentId } = detail;
  if (deploymentId !== undefined) {
    aws.codeDeploy.putDeployment(deploymentId, { creator: 'user', ...DEPLOYMENTS[detail.state ?? ''] });
  }
  if (pipeline === undefined || id === undefined) return;
  const stage = detail.stage ?? 'Build';
  const action = detail.action ?? 'Compile';
  const { category = 'Build', provider = 'CodeBuild' } = detail.type ?? {};
  const arn = resources?.[0] ?? `arn:aws:codepipeline:${region}:${account}:${pipeline}`;
  aws.pipelines.define({
    name: pipeline,
    arn,
    stages: [
      {
        name: 'Source',
        actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeStarSourceConnection' }],
      },
      {
        name: stage,
        actions: [{ name: action, category, provider }],
      },
    ],
  });
  aws.pipelines.start(pipeline, { id });
  const revision = {
    revisionId: '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1',
    revisionSummary: 'Upgrade the base image',
  };
  aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded', revision });
  if (detail.state === 'FAILED') {
    aws.pipelines.finish(id, action, endOf(aws, event, provider, build));
  } else if (detail.state === 'SUCCEEDED') {
    aws.pipelines.finish(id, action, { status: 'Succeeded' });
  }
}

/** What an action's own event says of its end is what the service's row says too; else its build failed. */
function endOf(aws: EmbeddedAws, event: unknown, provider: string, build: FailedBuild): Outcome {
  const { region = 'us-east-1', time = '', detail = {} } = unwrapped(event);
  const result = detail['execution-result'];
  const given = result?.['external-execution-id'];
  if (provider !== 'CodeBuild' || given?.startsWith('build-batch/')) {
    const summary = result?.['external-execution-summary'];
    return {
      status: 'Failed',
      code: 'JobFailed',
      ...(summary && { summary }),
      ...(given && { externalId: given }),
    };
  }
  const now = Date.parse(time) || Date.now();
  return putFailedBuild(aws, build, { id: given ?? BUILD, region, now });
}

interface Event {
  readonly region?: string;
  readonly account?: string;
  readonly time?: string;
  readonly resources?: readonly string[];
  readonly detail?: Detail;
}

/** The event itself, which the record of a topic may hold as text; a try that is due stands for the failure it is about. */
export function unwrapped(event: unknown): Event {
  if (isDue(event)) {
    const { pipeline, executionId, stage } = event;
    return { detail: { pipeline, 'execution-id': executionId, stage, state: 'FAILED' } };
  }
  const records = (event as { Records?: readonly { Sns?: { Message?: string } }[] }).Records;
  const message = records?.[0]?.Sns?.Message;
  return (message === undefined ? event : JSON.parse(message)) as Event;
}

/** True for what a schedule of retry's own hands back. */
export function isDue(event: unknown): event is Due {
  return typeof event === 'object' && event !== null && 'slot' in event;
}
