import { FUNCTIONS } from './functions.js';

/**
 * The way back from each dead-letter queue to its function: off, until someone has mended the cause and turns it on.
 * @returns {{ Resources: Record<string, object> }}
 */
export function resources() {
  /** @type {readonly (readonly [string, object])[]} */
  const mappings = FUNCTIONS.map(({ redrive, lambda, failures }) => [
    redrive,
    {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        Enabled: false,
        EventSourceArn: { 'Fn::GetAtt': [failures, 'Arn'] },
        FunctionName: { 'Fn::GetAtt': [lambda, 'Arn'] },
        BatchSize: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        // The fewest that Lambda takes, so that what comes back leaves room for what is new.
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    },
  ]);
  return { Resources: Object.fromEntries(mappings) };
}
