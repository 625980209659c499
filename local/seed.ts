import type { EmbeddedAws } from './aws/server.ts';

interface Detail {
  readonly pipeline?: string;
  readonly 'execution-id'?: string;
  readonly state?: string;
  readonly stage?: string;
  readonly action?: string;
  readonly type?: { readonly category?: string };
  readonly deploymentId?: string;
}

/** Makes up a run, or a deployment, that fits an event, so that look-ups about it are answered. */
export function seed(aws: EmbeddedAws, event: unknown): void {
  const { region = 'us-east-1', account = '111122223333', resources, detail = {} } = unwrapped(event);
  const { pipeline, 'execution-id': id, deploymentId } = detail;
  if (deploymentId !== undefined) {
    const errorInformation = {
      code: 'HEALTH_CONSTRAINTS',
      message: 'Too few healthy instances are available',
    };
    aws.codeDeploy.putDeployment(deploymentId, { creator: 'user', status: 'Failed', errorInformation });
  }
  if (pipeline === undefined || id === undefined) return;
  const stage = detail.stage ?? 'Build';
  const action = detail.action ?? 'Compile';
  const category = detail.type?.category === 'Approval' ? 'Approval' : 'Build';
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
        actions: [{ name: action, category, provider: category === 'Approval' ? 'Manual' : 'CodeBuild' }],
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
    const summary = 'Build terminated with state: FAILED';
    aws.pipelines.finish(id, action, { status: 'Failed', code: 'JobFailed', summary });
  } else if (detail.state === 'SUCCEEDED') {
    aws.pipelines.finish(id, action, { status: 'Succeeded' });
  }
}

interface Event {
  readonly region?: string;
  readonly account?: string;
  readonly time?: string;
  readonly resources?: readonly string[];
  readonly detail?: Detail;
}

/** The event itself, which the record of a topic may hold as text. */
export function unwrapped(event: unknown): Event {
  const records = (event as { Records?: readonly { Sns?: { Message?: string } }[] }).Records;
  const message = records?.[0]?.Sns?.Message;
  return (message === undefined ? event : JSON.parse(message)) as Event;
}
