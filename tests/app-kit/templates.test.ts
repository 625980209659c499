import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutMetricAlarmInput$ } from '@aws-sdk/client-cloudwatch';
import { CreateProjectInput$ } from '@aws-sdk/client-codebuild';
import {
  AutoRollbackEvent,
  CreateApplicationInput$,
  CreateDeploymentGroupInput$,
} from '@aws-sdk/client-codedeploy';
import { ExecutionMode, PipelineDeclaration$, Result, StageRetryMode } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { KIT } from './kit.ts';
import type { Schema } from './shapes.ts';
import { problemsIn } from './shapes.ts';
import { readTemplate, resourcesWith } from './template.ts';
import type { Template } from './template.ts';

const CONNECTION =
  'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6c4c2e-8a35-4b0e-9d0a-5f2b7c1d3e4f';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:pipewatch-prod';

const pipelineTemplate = readTemplate(join(KIT, 'pipeline.yml'));
const pipelineWith = (given = {}) =>
  resourcesWith(pipelineTemplate, { ConnectionArn: CONNECTION, Repository: 'example/checkout', ...given });
const alarm = resourcesWith(readTemplate(join(KIT, 'alarm.yml')), {
  LoadBalancer: 'app/checkout/0123456789abcdef',
  TopicArn: TOPIC,
})['TooMany5xx']?.Properties as unknown as Alarm;
const group = JSON.parse(readFileSync(join(KIT, 'deployment-group.json'), 'utf8')) as Group;

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmActions: readonly string[];
  readonly OKActions: readonly string[];
  readonly Metrics: readonly {
    readonly Id: string;
    readonly ReturnData: boolean;
    readonly Expression?: string;
  }[];
  readonly TreatMissingData: string;
}

interface Group {
  readonly autoRollbackConfiguration: { readonly enabled: boolean; readonly events: readonly string[] };
  readonly alarmConfiguration: {
    readonly enabled: boolean;
    readonly alarms: readonly { readonly name: string }[];
  };
}

interface Pipeline {
  readonly PipelineType: string;
  readonly ExecutionMode: string;
  readonly Stages: readonly {
    readonly Name: string;
    readonly OnFailure?: {
      readonly Result: string;
      readonly RetryConfiguration?: { readonly RetryMode: string };
    };
    readonly Actions: readonly { readonly ActionTypeId: { readonly Provider: string } }[];
  }[];
}

interface DeploymentGroup {
  readonly AutoRollbackConfiguration: { readonly Enabled: boolean; readonly Events?: readonly string[] };
  readonly AlarmConfiguration: { readonly Alarms: readonly { readonly Name: string }[] };
}

describe('pipeline.yml', () => {
  const variations = [
    {},
    { NativeRetry: 'true' },
    { Rollback: 'CODEPIPELINE' },
    { TargetGroup: 'checkout', Privileged: 'true', BuildSpec: 'buildspecs/docker.yml' },
  ];

  it.each(variations)('has the shapes of the API, with %j', (given) => {
    const resources = pipelineWith(given);
    const shapes: readonly (readonly [string, Schema, readonly string[]])[] = [
      ['Pipeline', PipelineDeclaration$, ['Tags']],
      ['Project', CreateProjectInput$, []],
      ['DeployApplication', CreateApplicationInput$, []],
      ['DeploymentGroup', CreateDeploymentGroupInput$, []],
    ];

    for (const [name, schema, apart] of shapes) {
      const properties = Object.entries(resources[name]?.Properties ?? {}).filter(
        ([key]) => !apart.includes(key),
      );
      // CloudFormation turns the text of a parameter into what the property is.
      const asTyped = properties.map(
        ([key, value]) => [key, key === 'Environment' ? withBoolean(value) : value] as const,
      );
      expect(problemsIn(schema, Object.fromEntries(asTyped))).toEqual([]);
    }
  });

  it('is of type V2, from a connection over CodeBuild to CodeDeploy', () => {
    const { PipelineType, ExecutionMode: mode, Stages } = pipelineIn(pipelineWith());

    expect(PipelineType).toBe('V2');
    expect(Object.values(ExecutionMode)).toContain(mode);
    expect(Stages.map(({ Name, Actions }) => [Name, Actions[0]?.ActionTypeId.Provider])).toEqual([
      ['Source', 'CodeStarSourceConnection'],
      ['Build', 'CodeBuild'],
      ['Deploy', 'CodeDeploy'],
    ]);
  });

  it.each([
    [{}, [undefined, undefined, undefined]],
    [
      { NativeRetry: 'true' },
      [undefined, { Result: 'RETRY', RetryConfiguration: { RetryMode: 'FAILED_ACTIONS' } }, undefined],
    ],
    [{ Rollback: 'CODEPIPELINE' }, [undefined, undefined, { Result: 'ROLLBACK' }]],
  ])('with %j has of onFailure what there is: retry once, or roll back', (given, wanted) => {
    const found = pipelineIn(pipelineWith(given)).Stages.map(({ OnFailure }) => OnFailure);

    expect(found).toEqual(wanted);
    for (const onFailure of found.filter((it) => it !== undefined)) {
      // CloudFormation documents these two of the API's four.
      expect([Result.RETRY, Result.ROLLBACK]).toContain(onFailure.Result);
      expect([undefined, ...Object.values(StageRetryMode)]).toContain(
        onFailure.RetryConfiguration?.RetryMode,
      );
    }
  });

  it.each([{}, { Rollback: 'CODEPIPELINE' }])('with %j rolls back once, not twice', (given) => {
    const resources = pipelineWith(given);
    const byStage = pipelineIn(resources).Stages.some(({ OnFailure }) => OnFailure?.Result === 'ROLLBACK');
    const { AutoRollbackConfiguration } = deploymentGroupIn(resources);

    expect([byStage, AutoRollbackConfiguration.Enabled].filter(Boolean)).toHaveLength(1);
  });

  it('keeps the logs of builds where Pipewatch may read them, for a bounded time', () => {
    const { BuildLogs, Project } = pipelineWith();

    expect(BuildLogs?.Properties).toMatchObject({
      LogGroupName: '/aws/codebuild/app-build',
      RetentionInDays: 30,
    });
    expect(Project?.Properties).toMatchObject({
      LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: 'BuildLogs' } },
      TimeoutInMinutes: 30,
    });
    expect(Project?.Properties).not.toHaveProperty('AutoRetryLimit');
  });

  it('tags what can have tags, with the owner', () => {
    const resources = Object.values(pipelineWith());
    const without = ['AWS::S3::BucketPolicy', 'AWS::IAM::ManagedPolicy'];

    for (const { Type, Properties } of resources.filter((it) => !without.includes(it.Type)))
      expect({ Type, tags: Properties['Tags'] }).toEqual({
        Type,
        tags: [
          { Key: 'Application', Value: 'app' },
          { Key: 'Owner', Value: 'team-checkout' },
        ],
      });
  });

  it('allows nothing on everything, and trusts services only for this account', () => {
    const resources = Object.values(pipelineWith());
    const roles = resources
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .map(({ Properties }) => Properties as unknown as Role);
    const statements = roles.flatMap(({ Policies = [] }) =>
      Policies.flatMap((it) => it.PolicyDocument.Statement),
    );

    expect(roles).toHaveLength(3);
    expect(statements.length).toBeGreaterThan(8);
    expect(
      statements.filter(
        (it) => [it.Resource].flat().includes('*') || [it.Action].flat().some((a) => a.includes('*')),
      ),
    ).toEqual([]);
    for (const { AssumeRolePolicyDocument } of roles)
      expect(AssumeRolePolicyDocument.Statement[0]?.Condition).toEqual({
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      });
  });
});

describe('alarm.yml and deployment-group.json', () => {
  it('are inputs of PutMetricAlarm and CreateDeploymentGroup', () => {
    expect(problemsIn(PutMetricAlarmInput$, alarm)).toEqual([]);
    expect(problemsIn(CreateDeploymentGroupInput$, group)).toEqual([]);
  });

  it('tell the topic of the suite, when the alarm goes off and when it is over', () => {
    expect([alarm.AlarmActions, alarm.OKActions]).toEqual([[TOPIC], [TOPIC]]);
  });

  it('count the 5xx answers of targets and of the load balancer, of which none is health', () => {
    const returned = alarm.Metrics.filter(({ ReturnData }) => ReturnData);

    expect(returned).toHaveLength(1);
    for (const { Id } of alarm.Metrics.filter(({ ReturnData }) => !ReturnData))
      expect(returned[0]?.Expression).toContain(`FILL(${Id}, 0)`);
    expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  it('name the same alarm, as pipeline.yml does', () => {
    const [watched] = deploymentGroupIn(pipelineWith()).AlarmConfiguration.Alarms;

    expect(group.alarmConfiguration).toMatchObject({ enabled: true, alarms: [{ name: alarm.AlarmName }] });
    expect(watched?.Name).toBe(alarm.AlarmName);
  });

  it('roll back on failure, stop and alarm', () => {
    const all = Object.values(AutoRollbackEvent).sort();

    expect(all).toHaveLength(3);
    expect([...group.autoRollbackConfiguration.events].sort()).toEqual(all);
    expect(group.autoRollbackConfiguration.enabled).toBe(true);
    expect([...(deploymentGroupIn(pipelineWith()).AutoRollbackConfiguration.Events ?? [])].sort()).toEqual(
      all,
    );
  });
});

describe('the comparison with the shapes', () => {
  const stage = { name: 'Build', actions: [] };

  it.each([
    [{ ...stage, retryMode: 'FAILED_ACTIONS' }, '.stages[0]: there is no retryMode'],
    [
      { ...stage, onFailure: { result: 'RETRY', retryConfiguration: { maxRetries: 3 } } },
      '.stages[0].onFailure.retryConfiguration: there is no maxRetries',
    ],
    [{ actions: [] }, '.stages[0]: name is missing'],
    [{ ...stage, name: 7 }, '.stages[0].name: no string'],
    [{ ...stage, actions: {} }, '.stages[0].actions: no list'],
  ])('sees what does not fit: %j', (wrong, problem) => {
    expect(problemsIn(PipelineDeclaration$, { name: 'app', roleArn: 'r', stages: [wrong] })).toEqual([
      problem,
    ]);
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Role {
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly Statement[] };
  readonly Policies?: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
}

function pipelineIn(resources: Template['Resources']): Pipeline {
  return resources['Pipeline']?.Properties as unknown as Pipeline;
}

function deploymentGroupIn(resources: Template['Resources']): DeploymentGroup {
  return resources['DeploymentGroup']?.Properties as unknown as DeploymentGroup;
}

function withBoolean(environment: unknown): unknown {
  const { PrivilegedMode, ...others } = environment as { readonly PrivilegedMode: string };
  return { ...others, PrivilegedMode: PrivilegedMode === 'true' };
}
