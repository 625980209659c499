import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notify } from '../../../functions/notify/notify.ts';
import { createDiagnoser } from '../../../shared/diagnosis/diagnoser.ts';
import { ServiceError } from '../../../shared/domain/lookup.ts';
import { PIPELINE_STATES } from '../../../shared/domain/settings.ts';
import { snsPublisher } from '../../../shared/adapters/sns-publisher.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { UnknownEventError } from '../../../shared/schemas/unknown-event-error.ts';
import { startTestAws, TOPIC_ARN } from '../../support/aws.ts';
import { fakeFailures, fakeLog, fakeOnce } from '../../support/fakes.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.close());

/** What may stand where text is expected: anything, and now and then far too much of it. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '❌'.repeat(50_000),
      'x'.repeat(100_000),
      '\u0000\n\r\u2028',
      '${jndi}',
      'constructor',
      '\ud83d',
      '',
    ),
  },
);
const odd = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 0, -1, 7.5, true, [], {}, [null], NaN) },
);
const time = fc.oneof(fc.constant('2026-11-23T10:00:00Z'), fc.constant('Nov 23, 2026 9:58:00 AM'), odd);
const pipelineArn = fc.constantFrom(
  'arn:aws:codepipeline:eu-west-1:111122223333:checkout-pipeline',
  'arn:aws-cn:codepipeline:cn-north-1:111122223333:portal',
  'arn:aws-us-gov:codepipeline:us-gov-west-1:111122223333:ledger',
);
const name = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/) },
  { weight: 1, arbitrary: odd },
);
const some = <T>(keys: Record<string, fc.Arbitrary<T>>) => fc.record(keys, { requiredKeys: [] });

const trigger = some<unknown>({
  'trigger-type': odd,
  'trigger-detail': odd,
  'commit-id': odd,
  'commit-message': odd,
  'author-display-name': odd,
  'author-email': odd,
  'branch-name': odd,
  'tag-name': odd,
  'full-repository-name': odd,
  'connection-arn': odd,
});
const result = some<unknown>({
  'external-execution-id': odd,
  'external-execution-url': fc.oneof(fc.webUrl(), odd),
  'external-execution-summary': odd,
  'error-code': odd,
});
const pipelineDetail = some<unknown>({
  pipeline: name,
  'execution-id': fc.oneof(fc.uuid(), odd),
  state: fc.oneof(fc.constantFrom(...PIPELINE_STATES, 'ABANDONED', 'PAUSED'), odd),
  stage: name,
  action: name,
  'start-time': time,
  'pipeline-execution-attempt': fc.oneof(fc.double(), odd),
  'action-execution-id': odd,
  'stop-execution-comments': odd,
  'execution-trigger': fc.oneof(trigger, odd),
  'execution-result': fc.oneof(result, odd),
  type: fc.oneof(fc.constant({ category: 'Approval' }), some<unknown>({ category: odd, provider: odd }), odd),
});
const buildDetail = some<unknown>({
  'build-status': fc.oneof(
    fc.constantFrom('FAILED', 'FAULT', 'TIMED_OUT', 'SUCCEEDED', 'STOPPED', 'IN_PROGRESS'),
    odd,
  ),
  'project-name': name,
  'build-id': odd,
  'additional-information': some<unknown>({
    initiator: fc.constantFrom('deployer/li.wei', 'rule/nightly'),
    'build-number': odd,
    'build-start-time': time,
    logs: fc.oneof(some<unknown>({ 'deep-link': fc.oneof(fc.webUrl(), odd) }), odd),
    phases: fc.array(
      some<unknown>({ 'phase-type': odd, 'phase-status': odd, 'phase-context': fc.array(odd) }),
    ),
  }),
});
const deploymentDetail = some<unknown>({
  deploymentId: odd,
  application: name,
  deploymentGroup: name,
  state: fc.oneof(fc.constantFrom('FAILURE', 'STOP', 'READY'), odd),
});

const shapes: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['CodePipeline Pipeline Execution State Change', pipelineDetail],
  ['CodePipeline Stage Execution State Change', pipelineDetail],
  ['CodePipeline Action Execution State Change', pipelineDetail],
  ['CodeBuild Build State Change', buildDetail],
  ['CodeDeploy Deployment State-change Notification', deploymentDetail],
];
const event = fc.constantFrom(...shapes).chain(([type, detail]) =>
  fc
    .oneof(
      { weight: 9, arbitrary: fc.constantFrom('detail-type', 'detailType') },
      { weight: 1, arbitrary: fc.constant('no-type') },
    )
    .chain((key) =>
      some<unknown>({
        [key]: fc.constant(type),
        time,
        region: fc.oneof(fc.constantFrom('eu-west-1', 'cn-north-1'), odd),
        account: fc.oneof(fc.constant('111122223333'), odd),
        resources: fc.oneof(fc.array(pipelineArn), odd),
        detail: fc.oneof({ weight: 9, arbitrary: detail }, { weight: 1, arbitrary: odd }),
        additionalAttributes: fc.oneof(
          some<unknown>({
            failedStage: odd,
            failedActions: fc.oneof(
              fc.array(some<unknown>({ action: odd, additionalInformation: odd })),
              odd,
            ),
            customData: odd,
            externalEntityLink: odd,
          }),
          odd,
        ),
      }),
    ),
);
const wrapped = event.map((it) => ({ Records: [{ Sns: { Message: JSON.stringify(it) } }] }));
const settings = fc.record({
  language: fc.constantFrom('en', 'zh-CN'),
  timeZone: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns'),
  notify: fc.constant({ mutedStates: [] }),
});

it(
  'any event gives one message that SNS takes, or a typed error: nothing in between',
  { timeout: 120_000 },
  async () => {
    const gone = () => Promise.reject(new ServiceError('x', 'NotFoundException', 'gone', undefined));
    const outcomes = { message: 0, error: 0 };
    await fc.assert(
      fc.asyncProperty(fc.oneof(event, wrapped), settings, async (input, config) => {
        const before = aws.sns.publications.length;
        const settings = readConfiguration(config);
        const deployments = () => Promise.resolve({ deployment: gone, failedTargets: gone });
        const builds = () => Promise.resolve({ builds: gone, batch: gone });
        const logs = () => Promise.resolve({ tail: gone });
        const deps = {
          settings,
          now: () => aws.clock.now,
          once: fakeOnce().once,
          failures: fakeFailures().failures,
          publish: snsPublisher(TOPIC_ARN, aws.options),
          pipelines: () =>
            Promise.resolve({
              execution: gone,
              attempts: gone,
              failedRules: gone,
              history: gone,
              tag: gone,
              names: gone,
              externalIds: gone,
            }),
          retries: () => Promise.resolve({ recordOf: () => Promise.resolve(undefined) }),
          wait: () => Promise.resolve(),
          deployments,
          diagnoser: () =>
            Promise.resolve(createDiagnoser({ builds, logs, deployments }, settings.diagnosis)),
          log: fakeLog().log,
        };

        const error: unknown = await notify(deps, input, () => 30_000).catch((thrown: unknown) => thrown);

        if (error === undefined) outcomes.message++;
        else outcomes.error++;
        if (error !== undefined) expect(error).toBeInstanceOf(UnknownEventError);
        expect(aws.sns.publications.length - before).toBe(error === undefined ? 1 : 0);
      }),
      { numRuns: 600 },
    );
    // The generator must reach both sides, else the property says little.
    expect(Math.min(outcomes.message, outcomes.error)).toBeGreaterThan(50);
  },
);
