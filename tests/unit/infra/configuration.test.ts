import { describe, expect, it } from 'vitest';
import { loadConfiguration, parseConfigFile } from '../../../infra/configuration.js';
import { approvals, buildsWanted, deploymentsWanted, pipelineStates } from '../../../infra/patterns.js';
import { arn, resources } from '../../../infra/topic.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

/** The part of osls that a file's functions see: parameters of the command line, else what the address says itself. */
function serverless(params: Record<string, string> = {}) {
  const values: Readonly<Record<string, string>> = { ...params, 'sls:stage': 'prod' };
  return {
    resolveVariable: (address: string) =>
      Promise.resolve(values[address.replace(/^param:(\w+), ''$/u, '$1')] ?? ''),
  };
}

describe('config.yml at package time', () => {
  it('as it is delivered, says the defaults', async () => {
    const configuration = await loadConfiguration(serverless());

    expect(configuration).toEqual(readConfiguration(parseConfigFile()));
    expect(configuration).toEqual(readConfiguration({}));
  });

  it('loses to the parameters of the command line', async () => {
    const both = await loadConfiguration(serverless({ email: 'a@example.com,b@example.com', topic: 'news' }));

    expect(both.email.addresses).toEqual(['a@example.com', 'b@example.com']);
    expect(both.topic).toEqual({ name: 'news' });
  });

  it('takes a topic that begins like an ARN for one that exists', async () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:news';

    expect(await arn(serverless({ topic }))).toBe(topic);
    expect(await arn(serverless())).toEqual({ Ref: 'Topic' });
  });

  it('fails with the list of faults and nothing else, not even a stack', async () => {
    const failed = loadConfiguration(serverless({ email: 'hunter2', topic: 'not a topic' }));

    const error: unknown = await failed.catch((thrown: unknown) => thrown);
    expect((error as Error).stack?.split('\n')).toEqual([
      'config.yml with the --param values has 2 faults:',
      expect.stringMatching(/^- email\.addresses\.0: this text is not allowed/u),
      expect.stringMatching(/^- topic\.name: this text is not allowed/u),
    ]);
  });
});

describe('what serverless.yml asks for', () => {
  it('are the rules and the topic of the configuration', async () => {
    const it = serverless({ email: 'a@example.com' });

    expect(await pipelineStates(it)).toMatchObject({ source: ['aws.codepipeline'] });
    expect(await approvals(it)).toMatchObject({ detail: { type: { category: ['Approval'] } } });
    expect([await deploymentsWanted(it), await buildsWanted(it)]).toEqual([true, true]);
    expect(Object.keys((await resources(it)).Resources)).toEqual([
      'Topic',
      'TopicPolicy',
      'EmailSubscription1',
    ]);
  });
});
