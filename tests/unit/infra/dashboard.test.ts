import { describe, expect, it } from 'vitest';
import { dashboardResources } from '../../../infra/dashboard.js';
import { filled } from '../../../local/package.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly query?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly [string | { readonly expression: string }])[];
  };
}

const dashboard = (config: object = {}) =>
  dashboardResources(readConfiguration(config), 'pipewatch-prod')['Dashboard'] as
    | {
        readonly Properties: {
          readonly DashboardName: { readonly 'Fn::Sub': string };
          readonly DashboardBody: { readonly 'Fn::Sub': string };
        };
      }
    | undefined;
const widgets = (config: object = {}) =>
  (JSON.parse(dashboard(config)?.Properties.DashboardBody['Fn::Sub'] ?? '') as { widgets: readonly Widget[] })
    .widgets;
const expressions = (config: object = {}) =>
  widgets(config).flatMap(({ properties }) =>
    (properties.metrics ?? []).flatMap(([it]) => (typeof it === 'string' ? [] : it.expression)),
  );

describe('the dashboard', () => {
  it('has a name that CloudWatch takes and that no other Region has, or is none where none is wanted', () => {
    expect(filled(dashboard()?.Properties.DashboardName ?? {})).toBe('pipewatch-prod-eu-west-1');
    expect(dashboard({ dashboard: false })).toBeUndefined();
  });

  it('searches in each graph for the worst 50, and lists no pipeline', () => {
    expect(expressions().length).toBeGreaterThan(12);
    for (const expression of expressions())
      expect(expression).toMatch(
        /^SORT\(SEARCH\('\{[\w/,]+\}[^']* MetricName="\w+"', '\w+', 86400\), (?:MAX, DESC|MIN, ASC), 50\)$/u,
      );
  });

  it('shows metrics that exist: of CodePipeline failures and durations, of dora the five and retries', () => {
    const names = expressions().map((it) => /\{(.+?)\}.*MetricName="(\w+)"/u.exec(it)?.slice(1).join(' '));

    expect(names).toEqual(
      expect.arrayContaining([
        'AWS/CodePipeline,PipelineName FailedPipelineExecutions',
        'AWS/CodePipeline,PipelineName PipelineDuration',
        ...[
          'DeploymentFrequency',
          'ChangeFailureRate',
          'LeadTimeForChanges',
          'FailedDeploymentRecoveryTime',
          'DeploymentReworkRate',
          'AutomaticRetries',
          'HealedByRetry',
        ].map((name) => `Custom/CICD,Pipeline ${name}`),
      ]),
    );
    expect(names.filter((it) => it?.startsWith('AWS/CodePipeline'))).toHaveLength(2);
  });

  it('shows the states of the alarms, and the errors of the log groups that config.yml names', () => {
    const [alarms, errors] = widgets({
      diagnosis: { logGroups: ['/ci/*', '/ci/*/tests', '/aws/codebuild/*'] },
    });

    expect(alarms?.properties.alarms).toContain(
      'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:pipewatch-prod-notify-errors',
    );
    expect(errors?.properties.query).toContain(
      "SOURCE logGroups(namePrefix: ['/ci/', '/aws/codebuild/']) | fields",
    );
  });

  it('lays its parts beside and below each other, none over another', () => {
    const places = widgets().map(({ x, y, width }) => `${y}:${x}-${x + width}`);

    expect(new Set(places).size).toBe(places.length);
    for (const { x, width } of widgets()) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('says the same in Chinese', () => {
    const titles = (language: string) => widgets({ language }).map(({ properties }) => properties.title);

    expect(titles('zh-CN')).toHaveLength(titles('en').length);
    expect(titles('zh-CN').filter((title) => !/\p{Script=Han}/u.test(title))).toEqual([]);
  });
});
