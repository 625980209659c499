import { enCauses } from '../../wording/en-causes.ts';

/** The English texts of dora's reports; a `{name}` is filled in. zh-cn.ts holds the same keys with the same names. */
export const en = {
  ...enCauses,
  'headline.digest':
    'Deployments from {from} to {to}: {successful} successful, {failed} failed; pipelines: {count}',
  'headline.got-worse': 'Worse than in the period before: {names}',
  'headline.failing': 'Failing for more than a day: {names}',
  'headline.waiting': 'Approval waiting for more than a day: {names}',
  'headline.above-threshold': 'Change failure rate above {rate}: {names}',

  'title.fleet': 'All pipelines',
  'title.worst': 'What got most worse',
  'title.pipelines': 'Each pipeline, the most failures and deployments first',
  'title.worse': 'What got worse by half',
  'title.failing': 'Failing',
  'title.approvals': 'Waiting for approval',
  'title.above': 'Above the threshold',

  'measure.DeploymentFrequency': 'deployment frequency',
  'measure.LeadTimeForChanges': 'lead time for changes',
  'measure.ChangeFailureRate': 'change failure rate',
  'measure.FailedDeploymentRecoveryTime': 'recovery time',
  'measure.DeploymentReworkRate': 'rework rate',
  'measure.BuildTime': 'build time',

  'short.DeploymentFrequency': 'deployed {value}',
  'short.LeadTimeForChanges': 'lead time {value}',
  'short.ChangeFailureRate': 'failed {value}',
  'short.FailedDeploymentRecoveryTime': 'recovered in {value}',
  'short.DeploymentReworkRate': 'rework {value}',
  'short.BuildTime': 'build time {value}',

  'band.elite': 'Elite',
  'band.high': 'High',
  'band.medium': 'Medium',
  'band.low': 'Low',

  'value.frequency': '{number} a day',
  'value.percent': '{number} %',
  'value.none': 'no data',
  'value.was': '{value} (was {previous})',
  'value.band': '{value}, {band}',

  'line.figure': '{label}: {value}',
  'line.figures': '{name}: {figures}',
  'line.also': 'Also: {parts}',
  'line.runs': 'Runs: half within {half}, nine of ten within {most}',
  'line.builds': 'Builds: half within {half}, nine of ten within {most}',
  'line.stages': 'Failed stages: {stages}',
  'line.bands': 'Bands by the DORA report of {year}, each metric by itself',
  'line.fill':
    'The first fill still lasts: {complete} of {of} pipelines are complete, the others are left out so far',
  'line.unread': 'Could not be read, and left out: {names}',
  'line.unfinished': 'The look-back is unfinished for {names}',
  'line.failing': '{name}: since {time}, for {duration}',
  'line.approval': '{name}, {place}: since {time}, for {duration}',
  'line.above': '{name}: {rate} of {count} deployments',
  'line.threshold': 'The threshold is {rate}, with at least {count} deployments',
  'line.more': 'and {count} more',
  'line.known': 'As known at {time}',

  'also.open': 'open failures {count}',
  'also.healed': 'deployments that a retry healed {count}',
  'also.untimed': 'revisions without a time {count}',
  'also.retries': 'automatic retries {count}',
  'also.retried': 'stages that they healed {count}',

  'stage.count': '{stage} {count}',
  'stage.kinds': '{stage} {count} ({kinds})',
  'stage.kind': '{kind} {count}',

  'list.separator': ', ',
  'list.figures': '; ',
  'list.more': '{list} and {count} more',
} as const;

export type ReportKey = keyof typeof en;
/** One language's texts: every key, in that language. */
export type ReportCatalogue = Readonly<Record<ReportKey, string>>;
