/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/**
 * @typedef {'errors' | 'throttles' | 'dead-letters' | 'old-dead-letters' | 'schedules' | 'undelivered' | 'no-events' |
 *   'budget' | 'breaker' | 'dora-missing' | 'change-failure-rate'} AlarmKind
 */
/** @typedef {Readonly<Record<string, string | number>>} Values What stands in a description's places */

/**
 * What each alarm says: what has happened, and the first thing to do.
 * @type {Record<Configuration['language'], Record<AlarmKind, string>>}
 */
const WORDS = {
  en: {
    errors:
      "Pipewatch's function {name} failed. Lambda tries an event three times, then keeps it in {queue}. Look for HANDLER_FAILED in its log.",
    throttles:
      "Pipewatch's function {name} has been throttled for 15 minutes. Events wait for up to six hours. Look at the account's concurrency limit.",
    'dead-letters':
      'Events that {name} could not take lie in {queue}, for 14 days. Mend the cause, then have them taken again.',
    'old-dead-letters':
      'Events have been lying in {queue} for four hours. SQS deletes them after 14 days. Have them taken again, or delete them.',
    schedules:
      "EventBridge Scheduler could not call Pipewatch's function {name} for a schedule of {group}. Look at its role and at {queue}.",
    undelivered:
      "EventBridge could not hand events to Pipewatch's function {name}, or Lambda could not keep one that failed. They lie in {queue}, unless it refused them.",
    'no-events':
      'Pipewatch has seen no event of a watched pipeline for {days} days. Start a pipeline, and look whether the rule is enabled. This alarm also stands from the first deployment to the first event.',
    budget: 'A pipeline has used up its retries of the day, so it keeps failing. Find out which, and why.',
    breaker:
      'Many pipelines fail for the same reason, so that retries of that kind wait. Find out what they have in common.',
    'dora-missing':
      'The DORA metrics have not been computed for two periods. Look at the schedule and at the log of {name}.',
    'change-failure-rate':
      'The change failure rate of at least one pipeline is above the threshold. A report names the pipelines.',
  },
  'zh-CN': {
    errors:
      'Pipewatch 的函数 {name} 执行失败。Lambda 对每个事件尝试三次，之后把它放入 {queue}。请在函数日志中查找 HANDLER_FAILED。',
    throttles:
      'Pipewatch 的函数 {name} 被限流已达 15 分钟。事件最多等待六小时。请检查账户的 Lambda 并发上限。',
    'dead-letters': '{name} 未能处理的事件在 {queue} 中，保留 14 天。请先消除原因，再让它们重新处理。',
    'old-dead-letters':
      '{queue} 中持续有事件已达四小时，SQS 会在 14 天后删除它们。请让它们重新处理，或者将它们删除。',
    schedules:
      'EventBridge Scheduler 未能按 {group} 中的定时任务调用 Pipewatch 的函数 {name}。请检查其角色和 {queue}。',
    undelivered:
      'EventBridge 未能把事件交给 Pipewatch 的函数 {name}，或者 Lambda 未能保存处理失败的事件。这些事件在 {queue} 中；若队列拒收，则已丢失。',
    'no-events':
      'Pipewatch 已有 {days} 天没有收到受监视管道的任何事件。请启动一个管道，并检查规则是否启用。首次部署后到第一个事件到来之前，此告警也会处于告警状态。',
    budget: '某个管道当天的自动重试次数已用完，说明它一直在失败。请查明是哪一个以及原因。',
    breaker: '许多管道因同一原因失败，这一类重试因此暂停等待。请查明它们的共同点。',
    'dora-missing': 'DORA 指标已连续两个周期没有计算。请检查定时任务和 {name} 的日志。',
    'change-failure-rate': '至少一个管道的变更失败率超过阈值，报告中列有管道名称。',
  },
};

/** Where the descriptions lead when config.yml does not say. */
const RUNBOOK = { en: 'docs/runbook.md', 'zh-CN': 'docs/runbook.zh-CN.md' };
const SEE = { en: ' See', 'zh-CN': '参见' };

/**
 * An alarm's description, which ends with the place in the runbook.
 * @param {Pick<Configuration, 'language' | 'runbookUrl'>} configuration
 * @param {AlarmKind} kind
 * @param {Values} values
 */
export function describeAlarm({ language, runbookUrl }, kind, values = {}) {
  const words = WORDS[language][kind].replace(/\{(\w+)\}/gu, (place, /** @type {string} */ name) =>
    String(values[name] ?? place),
  );
  return `${words}${SEE[language]} ${runbookUrl ?? RUNBOOK[language]}#alarm-${kind}`;
}
