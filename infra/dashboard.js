import { alarmResources } from './alarms.js';
import { loadConfiguration } from './configuration.js';
import { TITLES } from './dashboard-words.js';
import { alarmWidget, graph, logWidget, queueGraph, search } from './dashboard-widgets.js';
import { FUNCTIONS, stackName } from './functions.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/** A dashboard is 24 wide: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const ROW = { height: 6, widths: [12, 12] };

/**
 * One dashboard for any number of pipelines: it searches for metrics, and lists no names.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const configuration = await loadConfiguration(serverless);
  return { Resources: dashboardResources(configuration, await stackName(serverless)) };
}

/**
 * @param {Configuration} configuration
 * @param {string} stack
 * @returns {Record<string, object>}
 */
export function dashboardResources(configuration, stack) {
  if (!configuration.dashboard) return {};
  const body = JSON.stringify({ start: '-P14D', widgets: placed(widgets(configuration, stack)) });
  return {
    Dashboard: {
      Type: 'AWS::CloudWatch::Dashboard',
      // Letters, digits, - and _ only, which is what a stack's name is made of. An account has its dashboards in all Regions
      // together, so a second deployment in another one would take the place of the first.
      Properties: {
        DashboardName: { 'Fn::Sub': `${stack}-\${AWS::Region}` },
        DashboardBody: { 'Fn::Sub': body },
      },
    },
  };
}

/**
 * @param {Configuration} configuration
 * @param {string} stack
 */
function widgets(configuration, stack) {
  const titles = TITLES[configuration.language];
  const pipelines = '{AWS/CodePipeline,PipelineName}';
  const projects = '{AWS/CodeBuild,ProjectName}';
  const measured = '{Custom/CICD,Pipeline}';
  const decisions = '{Custom/CICD/Pipewatch,Reason}';
  const alarms = Object.values(alarmResources(configuration, stack));
  const ours = FUNCTIONS.map(({ name }) => `FunctionName="${stack}-${name}"`).join(' OR ');
  return [
    alarmWidget(
      titles.alarms,
      alarms.map(({ Properties }) => Properties.AlarmName),
    ),
    logWidget(titles.errors, configuration.diagnosis.logGroups),
    graph(titles.failures, [search(pipelines, 'FailedPipelineExecutions', 'Sum')]),
    graph(titles.durations, [search(pipelines, 'PipelineDuration', 'p90')]),
    graph(titles.failedBuilds, [search(projects, 'FailedBuilds', 'Sum')]),
    graph(titles.buildDurations, [search(projects, 'Duration', 'p90')]),
    // Rare deployments are what is bad; of all others, much.
    graph(titles.frequency, [search(measured, 'DeploymentFrequency', 'Maximum', 'ASC')]),
    graph(titles.failureRate, [search(measured, 'ChangeFailureRate', 'Maximum')]),
    graph(titles.leadTime, [search(measured, 'LeadTimeForChanges', 'Maximum')]),
    graph(titles.recovery, [search(measured, 'FailedDeploymentRecoveryTime', 'Maximum')]),
    graph(titles.rework, [search(measured, 'DeploymentReworkRate', 'Maximum')]),
    graph(titles.retries, [
      search(measured, 'AutomaticRetries', 'Maximum'),
      search(measured, 'HealedByRetry', 'Maximum'),
    ]),
    graph(titles.decisions, [search(decisions, 'RetryDecisions', 'Sum')]),
    graph(titles.functionErrors, [
      search(`{AWS/Lambda,FunctionName} (${ours})`, 'Errors', 'Sum'),
      search(`{AWS/Lambda,FunctionName} (${ours})`, 'Throttles', 'Sum'),
    ]),
    graph(titles.functionTime, [search(`{AWS/Lambda,FunctionName} (${ours})`, 'Duration', 'p90')]),
    queueGraph(
      titles.deadLetters,
      FUNCTIONS.map(({ failures }) => failures),
    ),
  ];
}

/**
 * Two a row, from the top.
 * @param {readonly object[]} all
 */
function placed(all) {
  const { height, widths } = ROW;
  return all.map((widget, index) => {
    const column = index % widths.length;
    const x = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    return { x, y: Math.floor(index / widths.length) * height, width: widths[column], height, ...widget };
  });
}
