import { AwsError } from './aws-error.ts';
import { createCloudWatch } from './cloudwatch.ts';
import { createCodeBuild } from './codebuild.ts';
import { createCodeDeploy } from './codedeploy.ts';
import { createCodePipeline } from './codepipeline.ts';
import { createLogs } from './logs.ts';
import type { Emit } from './pipeline-events.ts';
import { createScheduler } from './scheduler.ts';
import type { Service } from './service.ts';
import { createSns } from './sns.ts';
import { createSqs } from './sqs.ts';
import type { Call } from './wire.ts';

/** The services of one account, without a wire: what the loopback server serves. */
export function createAws(now: () => number) {
  const listeners: Emit[] = [];
  const sns = createSns();
  const sqs = createSqs(now);
  const cloudWatch = createCloudWatch(now);
  const codeBuild = createCodeBuild(now);
  const codeDeploy = createCodeDeploy(now);
  const logs = createLogs(now);
  const scheduler = createScheduler(now);
  const codePipeline = createCodePipeline(now, (event) => {
    for (const listener of listeners) listener(event);
  });
  const services: Readonly<Record<string, Service>> = {
    sns: sns.service,
    sqs: sqs.service,
    cloudwatch: cloudWatch.service,
    codebuild: codeBuild.service,
    codedeploy: codeDeploy.service,
    logs: logs.service,
    codepipeline: codePipeline.service,
    scheduler: scheduler.service,
  };
  return {
    sns,
    sqs,
    cloudWatch,
    codeBuild,
    codeDeploy,
    logs,
    pipelines: codePipeline.machine,
    scheduler,
    onEvent: (listener: Emit) => listeners.push(listener),
    run: ({ operation, region, input }: Call): unknown => {
      const [service = '', action = ''] = operation.split(':');
      const perform = services[service]?.[action];
      if (!perform) throw new AwsError('UnknownOperationException', `${operation} is not offered here`);
      return perform(input, region);
    },
  };
}
