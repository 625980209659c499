import type { Group } from './cost-model.ts';

export type Language = 'en' | 'zh-CN';

interface Words {
  readonly title: string;
  readonly other: string;
  readonly about: (activity: string, asOf: string) => string;
  readonly activity: (runs: number, failed: number, addresses: number, deployments: number) => string;
  readonly apart: (both: string) => string;
  readonly item: string;
  readonly unit: string;
  readonly pipelines: (count: number) => string;
  readonly off: string;
  readonly sum: string;
  readonly groups: Readonly<Record<Group, string>>;
  readonly items: Readonly<Record<string, readonly [name: string, unit: string, off: string]>>;
  readonly notes: readonly string[];
}

const en: Words = {
  title: 'What a month costs',
  other: 'English · [简体中文](cost.zh-CN.md)',
  about: (activity, asOf) =>
    `Made by \`npm run cost\` from list prices of us-east-1 (${asOf}), without free tiers, for ${activity}. Other numbers: \`npm run cost -- --runs-per-day 5 --failed 20 --addresses 1 --deployments-per-run 0\` prints the page for them.`,
  activity: (runs, failed, addresses, deployments) =>
    `${runs} runs a pipeline and day, of which ${failed} % fail, ${addresses} e-mail addresses, and CodeDeploy deployments: ${deployments} for each run`,
  apart: (both) =>
    `CodeDeploy's deployments are not in the first line, but in the second, since who deploys without CodeDeploy has none. They are looked at by default, each that ends in the account, whoever started it; \`notify.deployments: false\` makes the line zero. Both lines: ${both}.`,
  item: 'item',
  unit: 'unit',
  pipelines: (count) => `${count.toLocaleString('en')} pipelines`,
  off: 'less, or none',
  sum: 'together',
  groups: {
    core: 'Lambda, DynamoDB, SQS, EventBridge, Scheduler',
    deployments: "CodeDeploy's deployments",
    receiving: 'Messages',
    watching: 'Watching itself',
    metrics: 'DORA metrics',
  },
  items: {
    'lambda-requests': ['Lambda: calls', 'calls', '`notify.success: recovery` and `notify.mutedStates`'],
    'lambda-time': ['Lambda: time', 'GB-seconds', 'as above'],
    'table-writes': ['DynamoDB: writes', 'writes', 'as above'],
    'table-reads': ['DynamoDB: reads', 'reads', '`retry.enabled: false`'],
    'table-storage': ['DynamoDB: storage and recovery', 'GB', 'none'],
    queues: ['SQS: mostly empty answers', 'requests', 'none'],
    events: ["EventBridge: AWS's own events", 'events', 'free'],
    schedules: ['EventBridge Scheduler', 'schedules', '`retry.enabled: false`'],
    'deployment-requests': ['Lambda: calls', 'calls', '`notify.deployments: false`'],
    'deployment-time': ['Lambda: time', 'GB-seconds', 'as above'],
    'deployment-writes': ['DynamoDB: writes', 'writes', 'as above'],
    'deployment-storage': ['DynamoDB: storage and recovery', 'GB', 'as above'],
    'deployment-logs': ['CloudWatch: logs', 'GB', 'as above'],
    publishes: ['SNS: messages', 'messages', '`notify.success: recovery`'],
    mails: [
      'SNS: mails',
      'mails',
      '`email.severities`, `email.subscriptions`; queues and functions are free',
    ],
    key: ["KMS: the topic's key", 'keys', '`topic.encrypted: false`'],
    'key-requests': ['KMS: requests', 'requests', '`topic.encrypted: false`'],
    logs: ['CloudWatch: logs', 'GB', '`logLevel: WARN`'],
    alarms: [
      'CloudWatch: alarms',
      'metrics',
      '`dora.enabled: false` for two of them, `alarms.daysWithoutEvents: 0` for one',
    ],
    dashboard: ['CloudWatch: dashboard', 'dashboards', '`dashboard: false`'],
    health: ["CloudWatch: the suite's own metrics", 'metrics', 'none'],
    'dora-metrics': [
      'CloudWatch: the metrics of each pipeline',
      'metrics',
      '`dora.enabled: false`, `pipelines.exclude`',
    ],
    'dora-puts': ['CloudWatch: calls that write them', 'calls', 'as above'],
  },
  notes: [
    'A metric is charged by the hours in which it is written. What is written once a day, as with the default `dora.schedule`, costs a 24th of its price; written each hour, the DORA metrics would cost 24 times as much.',
    'Not in here: what AWS charges for the pipelines and builds themselves, also for builds that a retry runs again; traces (`--param="tracing=Active"`); who looks at the dashboard or runs a saved query; builds that fail outside a pipeline.',
    'The free tiers would take off, for example, ten alarm metrics, three dashboards, a million requests to SQS and the first thousand mails.',
    'Half of the failures are taken to be retried once, and to heal. Durations are assumptions, cold starts spread over all calls: 0.1 s for a start, 0.3 s for what is looked up, 2 s for a failure, 1 s for a decision, at 512 MB. `dora` makes five calls a second, one for each new run.',
    'SQS is asked by Lambda all the time, though its queue is mostly empty: $0.26, which the free tier covers.',
    'A deployment that succeeded is looked at too, for it may undo another one, and the event does not say so: 0.3 s. What a watched pipeline deployed is told by its own message.',
  ],
};

const zhCn: Words = {
  title: '每月费用',
  other: '[English](cost.md) · 简体中文',
  about: (activity, asOf) =>
    `由 \`npm run cost\` 根据 us-east-1 的公开价格（${asOf}）算出，不计免费额度；条件：${activity}。换成别的数字：\`npm run cost -- --language zh-CN --runs-per-day 5 --failed 20 --addresses 1 --deployments-per-run 0\` 会打印相应的页面。`,
  activity: (runs, failed, addresses, deployments) =>
    `每个管道每天执行 ${runs} 次，其中 ${failed}% 失败，${addresses} 个邮件地址，每次执行有 ${deployments} 次 CodeDeploy 部署`,
  apart: (both) =>
    `CodeDeploy 的部署不在第一行，而在第二行，因为不用 CodeDeploy 部署就没有这一项。默认会查看账户里每次结束的部署，不论由谁启动；\`notify.deployments: false\` 使这一行为零。两行合计：${both}。`,
  item: '项目',
  unit: '单位',
  pipelines: (count) => `${count.toLocaleString('en')} 个管道`,
  off: '怎样减少或关闭',
  sum: '合计',
  groups: {
    core: 'Lambda、DynamoDB、SQS、EventBridge、Scheduler',
    deployments: 'CodeDeploy 的部署',
    receiving: '消息',
    watching: '自身监控',
    metrics: 'DORA 指标',
  },
  items: {
    'lambda-requests': ['Lambda：调用', '次', '`notify.success: recovery` 和 `notify.mutedStates`'],
    'lambda-time': ['Lambda：时长', 'GB-秒', '同上'],
    'table-writes': ['DynamoDB：写入', '次', '同上'],
    'table-reads': ['DynamoDB：读取', '次', '`retry.enabled: false`'],
    'table-storage': ['DynamoDB：存储和时间点恢复', 'GB', '无'],
    queues: ['SQS：多为空轮询', '请求', '无'],
    events: ['EventBridge：AWS 自身的事件', '事件', '免费'],
    schedules: ['EventBridge Scheduler', '定时任务', '`retry.enabled: false`'],
    'deployment-requests': ['Lambda：调用', '次', '`notify.deployments: false`'],
    'deployment-time': ['Lambda：时长', 'GB-秒', '同上'],
    'deployment-writes': ['DynamoDB：写入', '次', '同上'],
    'deployment-storage': ['DynamoDB：存储和时间点恢复', 'GB', '同上'],
    'deployment-logs': ['CloudWatch：日志', 'GB', '同上'],
    publishes: ['SNS：消息', '条', '`notify.success: recovery`'],
    mails: ['SNS：邮件', '封', '`email.severities`、`email.subscriptions`；队列和函数免费'],
    key: ['KMS：主题的密钥', '个', '`topic.encrypted: false`'],
    'key-requests': ['KMS：请求', '次', '`topic.encrypted: false`'],
    logs: ['CloudWatch：日志', 'GB', '`logLevel: WARN`'],
    alarms: [
      'CloudWatch：告警',
      '指标',
      '`dora.enabled: false` 可减少两个，`alarms.daysWithoutEvents: 0` 可减少一个',
    ],
    dashboard: ['CloudWatch：仪表板', '个', '`dashboard: false`'],
    health: ['CloudWatch：自身的指标', '指标', '无'],
    'dora-metrics': ['CloudWatch：各管道的指标', '指标', '`dora.enabled: false`、`pipelines.exclude`'],
    'dora-puts': ['CloudWatch：写入指标的调用', '次', '同上'],
  },
  notes: [
    '指标按有写入的小时计费。按默认的 `dora.schedule` 每天只写一次，费用是标价的二十四分之一；如果每小时写一次，DORA 指标的费用就是现在的 24 倍。',
    '不含：管道和构建本身的费用，包括重试再次运行的构建；跟踪（`--param="tracing=Active"`）；查看仪表板和运行已保存的查询；管道之外失败的构建。',
    '免费额度还会减去，例如，十个告警指标、三个仪表板、一百万次 SQS 请求和前一千封邮件。',
    '假定一半的失败重试一次并恢复。时长是估计值，冷启动摊到每次调用：开始 0.1 秒，需要查询 0.3 秒，失败 2 秒，作决定 1 秒，内存 512 MB。`dora` 每秒调用五次，每次新的执行一次调用。',
    'Lambda 一直在轮询 SQS 队列，尽管队列大多为空：0.26 美元，免费额度足以抵消。',
    '成功的部署也要查询，因为它可能撤销了另一次部署，而事件里没有写明：0.3 秒。受监视管道所做的部署由管道自己的消息通知。',
  ],
};

export const WORDS: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCn };
