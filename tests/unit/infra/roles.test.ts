import { describe, expect, it } from 'vitest';
import { retriedStages } from '../../../infra/retried-stages.js';
import { resources } from '../../../infra/roles.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

/** The part of osls that hands over infra/roles.yml with its variables filled in: here with these statements. */
function serverless(statements: { readonly notify?: readonly object[]; readonly retry?: readonly object[] }) {
  const roleWith = (Statement: readonly object[] = []) => ({
    Properties: { Policies: [{ PolicyDocument: { Version: '2012-10-17', Statement } }] },
  });
  const values: Readonly<Record<string, unknown>> = {
    'sls:stage': 'prod',
    'self:service': 'pipewatch',
    'self:provider.region': 'eu-west-1',
    "param:tracing, 'PassThrough'": 'PassThrough',
    'file(infra/roles.yml)': {
      Resources: { NotifyRole: roleWith(statements.notify), RetryRole: roleWith(statements.retry) },
    },
  };
  return { resolveVariable: (address: string) => Promise.resolve(values[address] ?? '') };
}

const stagesOf = (count: number) =>
  retriedStages(
    readConfiguration({ pipelines: { include: Array.from({ length: count }, (_, n) => `p${1000 + n}`) } }),
  );
/** A statement that takes so many characters in the policy. */
const ofLength = (length: number) => {
  const start = { Effect: 'Allow', Action: 'a:B', Resource: '' };
  return { ...start, Resource: 'x'.repeat(length - JSON.stringify(start).length) };
};
/** What is there besides the statements: the frame, and the grant to use the topic's key. */
const besides = async () => {
  const error: unknown = await resources(serverless({ notify: [ofLength(20_000)] })).catch(
    (it: unknown) => it,
  );
  return Number(/policies of (\d+) characters/u.exec((error as Error).message)?.[1]) - 20_000;
};

describe('the policies of a role', () => {
  it('are handed on as they are, as long as IAM takes them', async () => {
    const it = serverless({ retry: stagesOf(100) });

    expect(await resources(it)).toBe(await it.resolveVariable('file(infra/roles.yml)'));
  });

  it('are refused where they are longer than IAM takes, with the keys that make them so', async () => {
    await expect(resources(serverless({ retry: stagesOf(230) }))).rejects.toThrow(
      /^config\.yml: pipelines, retry\.exclude and diagnosis\.logGroups make policies of \d{5} characters for RetryRole; allowed: 10240/u,
    );
    await expect(resources(serverless({ notify: [ofLength(20_000)] }))).rejects.toThrow(
      /^config\.yml: diagnosis\.logGroups make policies of \d{5} characters for NotifyRole/u,
    );
  });

  it('may be as long as IAM takes to the character, with what is granted besides', async () => {
    const left = 10_240 - (await besides());

    expect(left).toBeLessThan(10_240);
    await expect(resources(serverless({ notify: [ofLength(left)] }))).resolves.toBeDefined();
    await expect(resources(serverless({ notify: [ofLength(left + 1)] }))).rejects.toThrow('of 10241');
  });

  it('are counted without white space, and with what CloudFormation fills in', async () => {
    const sizeWith = async (Resource: unknown) => {
      const filler = ofLength(20_000);
      const notify = [filler, { Effect: 'Allow', Action: 'a:B', Resource }];
      const error: unknown = await resources(serverless({ notify })).catch((it: unknown) => it);
      return Number(/policies of (\d+) characters/u.exec((error as Error).message)?.[1]);
    };
    const plain = await sizeWith('arn:aws:sqs:eu-west-1:111122223333:x/pipewatch-prod-retry/*');

    expect(
      await sizeWith({
        'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:x/${RetrySchedules}/*',
      }),
    ).toBe(plain);
    expect(await sizeWith('arn:aws:sqs:eu-west-1:111122223333:x/pipewatch-prod-retry/ *')).toBe(plain);
    const made = 'arn:aws:dynamodb:eu-west-1:111122223333:table/pipewatch-prod-Table-1ABCDEFGHIJKL';
    expect(await sizeWith({ 'Fn::GetAtt': ['Table', 'Arn'] })).toBe(await sizeWith(made));
    expect(await sizeWith({ Ref: 'Topic' })).toBe(await sizeWith(made.replace('-Table', '-Topic')));
  });
});
