import { loadConfiguration } from './configuration.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/**
 * The schedule of dora's runs, and the role with which EventBridge Scheduler calls it.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const configuration = await loadConfiguration(serverless);
  const name = `pipewatch-${String(await serverless.resolveVariable('sls:stage'))}-dora`;
  const functionArn = await serverless.resolveVariable('self:custom.doraArn');
  return { Resources: scheduleResources(configuration, name, functionArn) };
}

/**
 * @param {Pick<Configuration, 'dora'>} configuration
 * @param {string} name
 * @param {unknown} functionArn
 */
export function scheduleResources({ dora }, name, functionArn) {
  const failures = { 'Fn::GetAtt': ['DoraFailures', 'Arn'] };
  return {
    DoraSchedules: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: name } },
    DoraSchedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: name,
        GroupName: { Ref: 'DoraSchedules' },
        ScheduleExpression: dora.schedule,
        ScheduleExpressionTimezone: 'UTC',
        State: dora.enabled ? 'ENABLED' : 'DISABLED',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: functionArn,
          RoleArn: { 'Fn::GetAtt': ['DoraScheduleRole', 'Arn'] },
          Input: { 'Fn::Sub': JSON.stringify(event()) },
          DeadLetterConfig: { Arn: failures },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        },
      },
    },
    DoraScheduleRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'scheduler.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: {
                StringEquals: {
                  'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                  // Scheduler says on behalf of which group it comes, not of which schedule.
                  'aws:SourceArn': {
                    'Fn::Sub':
                      'arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/${DoraSchedules}',
                  },
                },
              },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'call-dora',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'CallDora',
                  Effect: 'Allow',
                  Action: 'lambda:InvokeFunction',
                  Resource: functionArn,
                },
                {
                  Sid: 'KeepWhatItCouldNotHandOver',
                  Effect: 'Allow',
                  Action: 'sqs:SendMessage',
                  Resource: failures,
                },
              ],
            },
          },
        ],
      },
    },
  };
}

/** The event that a schedule without an input would send, with the time that it was scheduled for: a late or repeated one is the same run. */
function event() {
  return {
    version: '0',
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '${AWS::AccountId}',
    time: '<aws.scheduler.scheduled-time>',
    region: '${AWS::Region}',
    resources: ['<aws.scheduler.schedule-arn>'],
    detail: '{}',
  };
}
