import { zhCnCauses } from '../../wording/zh-cn-causes.ts';
import type { ReportCatalogue } from './en.ts';

/** The Chinese texts of dora's reports, with the keys and the `{name}` places of en.ts. */
export const zhCn: ReportCatalogue = {
  ...zhCnCauses,
  'headline.digest': '{from} 至 {to} 部署：成功 {successful} 次，失败 {failed} 次，管道 {count} 条',
  'headline.got-worse': '比上一周期变差：{names}',
  'headline.failing': '持续失败超过一天：{names}',
  'headline.waiting': '等待审批超过一天：{names}',
  'headline.above-threshold': '变更失败率超过 {rate}：{names}',

  'title.fleet': '全部管道',
  'title.worst': '变差最多的指标',
  'title.pipelines': '各管道，失败和部署最多的在前',
  'title.worse': '变差一半以上的指标',
  'title.failing': '持续失败',
  'title.approvals': '等待审批',
  'title.above': '超过阈值',

  'measure.DeploymentFrequency': '部署频率',
  'measure.LeadTimeForChanges': '变更前置时间',
  'measure.ChangeFailureRate': '变更失败率',
  'measure.FailedDeploymentRecoveryTime': '失败部署恢复时间',
  'measure.DeploymentReworkRate': '部署返工率',
  'measure.BuildTime': '构建时间',

  'short.DeploymentFrequency': '部署{value}',
  'short.LeadTimeForChanges': '前置时间 {value}',
  'short.ChangeFailureRate': '失败率 {value}',
  'short.FailedDeploymentRecoveryTime': '恢复时间 {value}',
  'short.DeploymentReworkRate': '返工率 {value}',
  'short.BuildTime': '构建时间 {value}',

  'band.elite': '精英级',
  'band.high': '高级',
  'band.medium': '中级',
  'band.low': '低级',

  'value.frequency': '每天 {number} 次',
  'value.percent': '{number}%',
  'value.none': '无数据',
  'value.was': '{value}（此前：{previous}）',
  'value.band': '{value}，{band}',

  'line.figure': '{label}：{value}',
  'line.figures': '{name}：{figures}',
  'line.also': '另外：{parts}',
  'line.runs': '执行时长：一半不超过 {half}，九成不超过 {most}',
  'line.builds': '构建时长：一半不超过 {half}，九成不超过 {most}',
  'line.stages': '失败的阶段：{stages}',
  'line.bands': '等级依据 {year} 年 DORA 报告，各指标分别评定',
  'line.fill': '首次读取历史尚未结束：{of} 条管道中已完成 {complete} 条，其余暂不列入',
  'line.unread': '读取失败，未列入：{names}',
  'line.unfinished': '以下管道的历史回溯不完整：{names}',
  'line.failing': '{name}：自 {time} 起，已持续 {duration}',
  'line.approval': '{name}，{place}：自 {time} 起，已等待 {duration}',
  'line.above': '{name}：{count} 次部署的 {rate}',
  'line.threshold': '阈值为 {rate}，且至少有 {count} 次部署',
  'line.more': '另有 {count} 项',
  'line.known': '截至 {time} 的情况',

  'also.open': '未恢复的失败 {count} 次',
  'also.healed': '重试后成功的部署 {count} 次',
  'also.untimed': '没有提交时间的修订 {count} 个',
  'also.retries': '自动重试 {count} 次',
  'also.retried': '因此恢复的阶段 {count} 个',

  'stage.count': '{stage} {count} 次',
  'stage.kinds': '{stage} {count} 次（{kinds}）',
  'stage.kind': '{kind} {count} 次',

  'list.separator': '，',
  'list.figures': '；',
  'list.more': '{list}等，另有 {count} 条',
};
