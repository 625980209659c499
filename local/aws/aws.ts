import { AwsError } from './aws-error.ts';
import { createCodeDeploy } from './codedeploy.ts';
import { createCodePipeline } from './codepipeline.ts';
import type { Emit } from './pipeline-events.ts';
import type { Service } from './service.ts';
import { createSns } from './sns.ts';
import type { Call } from './wire.ts';

/** The services of one account and Region, without a wire: what the loopback server serves. */
export function createAws(now: () => number) {
  const listeners: Emit[] = [];
  const sns = createSns();
  const codeDeploy = createCodeDeploy();
  const codePipeline = createCodePipeline(now, (event) => {
    for (const listener of listeners) listener(event);
  });
  const services: Readonly<Record<string, Service>> = {
    sns: sns.service,
    codedeploy: codeDeploy.service,
    codepipeline: codePipeline.service,
  };
  return {
    sns,
    codeDeploy,
    pipelines: codePipeline.machine,
    onEvent: (listener: Emit) => listeners.push(listener),
    run: ({ operation, input }: Call): unknown => {
      const [service = '', action = ''] = operation.split(':');
      const perform = services[service]?.[action];
      if (!perform) throw new AwsError('UnknownOperationException', `${operation} is not offered here`);
      return perform(input);
    },
  };
}
