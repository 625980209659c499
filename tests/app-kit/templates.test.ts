import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutMetricAlarmInput$ } from '@aws-sdk/client-cloudwatch';
import { CreateProjectInput$ } from '@aws-sdk/client-codebuild';
import {
  AutoRollbackEvent,
  CreateApplicationInput$,
  CreateDeploymentGroupInput$,
} from '@aws-sdk/client-codedeploy';
import {
  ExecutionMode,
  PipelineDeclaration$,
  Result,
  StageRetryMode,
  UpdatePipelineInput$,
} from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isInstalled, KIT, run, temporaryFolder } from './kit.ts';
import type { Schema } from './shapes.ts';
import { problemsIn } from './shapes.ts';
import { readTemplate, resourcesWith } from './template.ts';
import type { Template } from './template.ts';

const TEMPLATES = ['pipeline.yml', 'alarm.yml', 'validation-hook.yml'];
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

describe('the appspecs', () => {
  const read = (file: string) => parse(readFileSync(join(KIT, file), 'utf8')) as Appspec;
  /** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
  const serverHooks = [
    'ApplicationStop',
    'BeforeInstall',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
  ];

  it('of servers calls scripts of the kit, the check under ValidateService', () => {
    const { version, os, hooks = {} } = read('appspec.yml');

    expect({ version, os }).toEqual({ version: 0, os: 'linux' });
    expect(Object.keys(hooks).filter((hook) => !serverHooks.includes(hook))).toEqual([]);
    expect(hooks['ValidateService']?.map(({ location }) => location)).toEqual(['scripts/health_check.sh']);
    for (const { location } of Object.values(hooks).flat())
      expect(readFileSync(join(KIT, location), 'utf8')).toMatch(/^#!\/bin\/sh\n/u);
  });

  it('of servers lets the scripts end before CodeDeploy ends them', () => {
    const { hooks = {} } = read('appspec.yml');
    const limit = Number(
      /^HEALTH_LIMIT='(\d+)'$/mu.exec(readFileSync(join(KIT, 'scripts/app.env'), 'utf8'))?.[1],
    );

    expect(limit).toBeGreaterThan(0);
    expect(hooks['ValidateService']?.[0]?.timeout).toBeGreaterThan(limit);
    for (const script of ['start.sh', 'stop.sh']) {
      const text = readFileSync(join(KIT, 'scripts', script), 'utf8');
      const limits = [...text.matchAll(/\btimeout (\d+) systemctl/gu)].map(([, seconds]) => Number(seconds));
      const longest = Math.max(...limits);
      const calls = Object.values(hooks)
        .flat()
        .filter(({ location }) => location.endsWith(script));
      expect(calls.filter(({ timeout }) => timeout <= longest)).toEqual([]);
    }
  });

  it.each([
    [
      'appspecs/ecs.yml',
      ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'],
    ],
    ['appspecs/lambda.yml', ['BeforeAllowTraffic', 'AfterAllowTraffic']],
  ])('%s has hooks that exist there, and they are the function of validation-hook.yml', (file, known) => {
    const { Hooks = [], Resources = [] } = read(file);
    const hook = resourcesWith(readTemplate(join(KIT, 'validation-hook.yml')), {
      HealthUrl: 'https://example.com/health',
    })['Check'];

    expect(Resources).toHaveLength(1);
    expect(Hooks.flatMap((it) => Object.keys(it)).filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(Hooks.flatMap((it) => Object.values(it)))).toEqual(
      new Set([hook?.Properties['FunctionName']]),
    );
  });
});

describe.skipIf(!isInstalled('jq'))('update-pipeline.jq', () => {
  const stages = ['Source', 'Build', 'Deploy'].map((name) => ({
    name,
    actions: [
      { name, actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' } },
    ],
    ...(name === 'Deploy' ? { onFailure: { result: 'ROLLBACK' } } : {}),
  }));
  const answer = {
    pipeline: {
      name: 'app',
      roleArn: 'arn:aws:iam::111122223333:role/app',
      pipelineType: 'V1',
      version: 7,
      stages,
    },
    metadata: { pipelineArn: 'arn:aws:codepipeline:eu-west-1:111122223333:app' },
  };
  const edit = (args: readonly string[], input: unknown = answer) =>
    spawnSync('jq', [...args, '--from-file', join(KIT, 'update-pipeline.jq')], {
      input: JSON.stringify(input),
      encoding: 'utf8',
    });
  const edited = (args: readonly string[], input?: unknown) =>
    JSON.parse(edit(args, input).stdout) as { pipeline: typeof answer.pipeline };

  it('makes the input of UpdatePipeline: V2, without metadata, all else as it was', () => {
    const result = edited(['--arg', 'retry', 'Build', '--arg', 'rollback', 'Deploy']);

    expect(problemsIn(UpdatePipelineInput$, result)).toEqual([]);
    expect(result).toEqual({
      pipeline: {
        ...answer.pipeline,
        pipelineType: 'V2',
        stages: [
          stages[0],
          {
            ...stages[1],
            onFailure: {
              result: Result.RETRY,
              retryConfiguration: { retryMode: StageRetryMode.FAILED_ACTIONS },
            },
          },
          { ...stages[2], onFailure: { result: Result.ROLLBACK } },
        ],
      },
    });
  });

  it('changes nothing the second time', () => {
    const once = edited(['--arg', 'retry', 'Build']);

    expect(edited(['--arg', 'retry', 'Build'], once)).toEqual(once);
  });

  it('takes onFailure away', () => {
    expect(edited(['--arg', 'plain', 'Deploy']).pipeline.stages[2]).not.toHaveProperty('onFailure');
  });

  it.each([
    [[], 'name a stage'],
    [['--arg', 'retry', 'Test'], 'there is no stage Test'],
    [['--arg', 'rollback', 'Source'], 'does not roll back the source stage'],
    [['--arg', 'retry', 'Build', '--arg', 'plain', 'Build'], 'named twice'],
  ])('refuses %j', (args, says) => {
    const { status, stdout, stderr } = edit(args);

    expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
    expect(stderr).toContain(says);
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

it.skipIf(!isInstalled('cfn-lint')).each(TEMPLATES)(
  'cfn-lint has nothing against %s',
  async (file) => {
    expect(
      await run('cfn-lint', [join(KIT, file)], {
        cwd: temporaryFolder(),
        env: { HOME: process.env['HOME'] ?? '' },
      }),
    ).toEqual({ status: 0, stdout: '', stderr: '' });
  },
  60_000,
);

it.skipIf(!isInstalled('shellcheck'))('shellcheck has nothing against the scripts', async () => {
  const scripts = ['retry', 'health_check', 'start', 'stop', 'step'].map((name) =>
    join(KIT, `scripts/${name}.sh`),
  );

  expect(await run('shellcheck', scripts)).toEqual({ status: 0, stdout: '', stderr: '' });
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

interface Appspec {
  readonly version: number;
  readonly os?: string;
  readonly hooks?: Readonly<
    Record<string, readonly { readonly location: string; readonly timeout: number }[]>
  >;
  readonly Hooks?: readonly Readonly<Record<string, string>>[];
  readonly Resources?: readonly unknown[];
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
