/** @import { Configuration } from '../shared/schemas/configuration.ts' */

const en = {
  alarms: 'Alarms about Pipewatch',
  errors: 'Recent errors in the logs',
  failures: 'Failed runs a day, by pipeline (each failed retry counts)',
  durations: 'Duration of runs (p90), by pipeline',
  failedBuilds: 'Failed builds a day, by project',
  buildDurations: 'Duration of builds (p90), by project',
  frequency: 'Deployment frequency, lowest first',
  failureRate: 'Change failure rate',
  leadTime: 'Lead time for changes',
  recovery: 'Failed deployment recovery time',
  rework: 'Deployment rework rate',
  retries: 'Automatic retries, and runs healed by them',
  decisions: 'Decisions about retries, by reason',
  functionErrors: "Pipewatch's functions: errors and throttles",
  functionTime: "Pipewatch's functions: duration (p90)",
  deadLetters: 'Dead letters',
};

/** @type {Record<Configuration['language'], typeof en>} */
export const TITLES = {
  en,
  'zh-CN': {
    alarms: '关于 Pipewatch 自身的告警',
    errors: '日志中最近的错误',
    failures: '每天失败的执行，按管道（每次失败的重试都计入）',
    durations: '执行时长（p90），按管道',
    failedBuilds: '每天失败的构建，按项目',
    buildDurations: '构建时长（p90），按项目',
    frequency: '部署频率，最低者在前',
    failureRate: '变更失败率',
    leadTime: '变更前置时间',
    recovery: '失败部署恢复时间',
    rework: '部署返工率',
    retries: '自动重试，以及因此恢复的执行',
    decisions: '重试决定，按原因',
    functionErrors: 'Pipewatch 的函数：错误和限流',
    functionTime: 'Pipewatch 的函数：时长（p90）',
    deadLetters: '死信',
  },
};
