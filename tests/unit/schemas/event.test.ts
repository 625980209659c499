import { describe, expect, it } from 'vitest';
import type { BuildFact, Fact, PipelineFact } from '../../../shared/domain/fact.ts';
import { readFacts } from '../../../shared/schemas/event.ts';
import { buildEvent, deploymentEvent, pipelineEvent, processed, wrapped } from '../../support/events.ts';

const TEN = Date.parse('2026-11-23T10:00:00Z');

function read(event: unknown): Fact {
  const [fact] = readFacts(event);
  if (!fact) throw new Error('no fact');
  return fact;
}
const readPipeline = (event: unknown) => read(event) as PipelineFact;

/** A pipeline's event with more in its detail. */
function withDetail(more: object, state = 'FAILED') {
  const event = pipelineEvent(state);
  return { ...event, detail: { ...event.detail, ...more } };
}

describe('the event of a pipeline', () => {
  it('is read with its place, its time in whole seconds and its run', () => {
    const event = { ...pipelineEvent('FAILED'), time: '2026-11-23T10:00:00.987Z' };

    expect(read(event)).toMatchObject({
      source: 'pipeline',
      level: 'pipeline',
      at: TEN,
      place: { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
      pipeline: 'checkout-pipeline',
      executionId: '5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461',
      state: 'FAILED',
      startedAt: Date.parse('2026-11-23T09:55:28.113Z'),
      attempt: 1,
    });
  });

  it('is the same fact raw, processed, and in the record of a topic', () => {
    const event = pipelineEvent('FAILED');

    // Only the processed shape can say what an approval asks for.
    expect({ ...read(processed(event)), request: undefined }).toEqual(read(event));
    expect(read(wrapped(event))).toEqual(read(event));
  });

  it.each([
    ['arn:aws-cn:codepipeline:cn-north-1:111122223333:x', 'cn-north-1', 'aws-cn'],
    ['arn:aws-us-gov:codepipeline:us-gov-west-1:111122223333:x', 'us-gov-west-1', 'aws-us-gov'],
    ['', 'cn-northwest-1', 'aws-cn'],
    ['', 'us-gov-east-1', 'aws-us-gov'],
    ['', 'eu-south-2', 'aws'],
  ])('tells its partition: %s %s', (arn, region, partition) => {
    const { resources: _, ...event } = pipelineEvent('FAILED');

    expect(read({ ...event, region, ...(arn === '' ? {} : { resources: [arn] }) }).place).toMatchObject({
      partition,
      region,
    });
  });

  it('may lack everything that is no part of its identity', () => {
    const {
      time: _t,
      region: _r,
      account: _a,
      resources: _s,
      ...event
    } = pipelineEvent('FAILED', { without: 'start-time' });

    expect(read(event)).toMatchObject({
      at: undefined,
      place: { partition: 'aws', region: undefined, account: undefined },
    });
  });

  it.each([
    [2.0, 2],
    [7.9, 7],
    [0.0, undefined],
    ['2', undefined],
    [1e300, undefined],
  ])('counts its attempt in whole numbers: %s', (attempt, count) => {
    expect(readPipeline(withDetail({ 'pipeline-execution-attempt': attempt })).attempt).toBe(count);
  });

  it('has a trigger; who started it by hand is named by role only', () => {
    const detail =
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Deploy_0123456789abcdef/li.wei@example.com';

    const { trigger } = readPipeline(
      withDetail({
        'execution-trigger': { 'trigger-type': 'StartPipelineExecution', 'trigger-detail': detail },
      }),
    );

    expect(trigger).toEqual({ type: 'StartPipelineExecution', role: 'Deploy' });
  });

  it('has the change of a connection, without the address of its author', () => {
    const connection = 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/7c9e2f10';
    const fact = readPipeline(
      withDetail({
        'execution-trigger': {
          'author-display-name': 'Li Wei <li.wei@example.com>',
          'author-email': 'li.wei@example.com',
          'branch-name': 'main',
          'tag-name': 'v1.2.0',
          'commit-id': '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1',
          'commit-message': 'Upgrade the base image\n\nSigned-off-by: li.wei@example.com',
          'connection-arn': connection,
          'full-repository-name': 'example/checkout',
        },
      }),
    );

    expect(fact.trigger).toEqual({ type: 'Push', role: undefined });
    expect(fact.change).toEqual({
      revision: '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1',
      title: 'Upgrade the base image',
      author: 'Li Wei <li.wei>',
      branch: 'main',
      tag: 'v1.2.0',
      url: `https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect?region=eu-west-1&connectionArn=${encodeURIComponent(connection)}&referenceType=COMMIT&FullRepositoryId=example%2Fcheckout&Commit=3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1`,
    });
  });

  it('has the result of an action, its link only if it leads to the web', () => {
    const result = (url: string) => ({
      'external-execution-id': 'checkout-build:1',
      'external-execution-url': url,
      'external-execution-summary': 'Build\nterminated',
      'error-code': 'JobFailed',
    });

    expect(
      readPipeline(withDetail({ 'execution-result': result('https://example.com/build') })).result,
    ).toEqual({
      code: 'JobFailed',
      summary: 'Build terminated',
      url: 'https://example.com/build',
      externalId: 'checkout-build:1',
    });
    expect(
      readPipeline(withDetail({ 'execution-result': result('javascript:alert(1)') })).result?.url,
    ).toBeUndefined();
  });

  it('has what only the processed shape says: the failed stage and actions, and what an approval asks', () => {
    const event = {
      ...processed(pipelineEvent('FAILED')),
      additionalAttributes: {
        failedStage: 'Build',
        failedActionCount: 4,
        failedActions: [{ action: 'Compile', additionalInformation: 'exit status 1' }],
        customData: 'Look at staging',
        externalEntityLink: 'https://example.com/staging',
      },
    };

    expect(read(event)).toMatchObject({
      failedStage: 'Build',
      failedActionCount: 4,
      failedActions: [{ action: 'Compile', summary: 'exit status 1' }],
      request: { text: 'Look at staging', url: 'https://example.com/staging' },
    });
  });

  it.each([
    ['a list as trigger', { 'execution-trigger': [] }],
    ['text as result', { 'execution-result': 'failed' }],
    ['a number as comment', { 'stop-execution-comments': 7 }],
    ['a list as category', { type: { category: [] } }],
  ])('counts an odd extra as missing, because it must not cost an alert: %s', (_what, more) => {
    expect(read(withDetail(more))).toMatchObject({ pipeline: 'checkout-pipeline', state: 'FAILED' });
  });

  it('is one line of clean text in every name', () => {
    const fact = readPipeline(withDetail({ pipeline: 'check\u202Eout\r\n\u001b[31mpipeline\u0000' }));

    expect(fact.pipeline).toBe('checkout pipeline');
  });
});

describe('the event of a deployment', () => {
  it('is read with its application, group and state', () => {
    expect(read(deploymentEvent('FAILURE'))).toMatchObject({
      source: 'deployment',
      at: TEN,
      state: 'FAILURE',
      deploymentId: 'd-1A2B3C4D5',
      application: 'billing',
      group: 'production',
    });
  });
});

describe('the event of a build', () => {
  it('is read with its first failed phase, though a later one succeeded', () => {
    expect(read(buildEvent())).toEqual({
      source: 'build',
      at: TEN,
      place: { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
      state: 'FAILED',
      project: 'image-scan',
      buildId: 'image-scan:4d7e1f90',
      number: 12,
      initiator: 'deployer/li.wei',
      startedAt: Date.parse('2026-11-23T09:58:00Z'),
      failedPhase: { name: 'BUILD', reason: 'COMMAND_EXECUTION_ERROR: exit status 1' },
      logUrl: 'https://example.com/log',
    });
  });

  it('may have no phases, or none that failed', () => {
    const event = buildEvent();
    const { 'additional-information': _, ...detail } = event.detail;

    expect((read({ ...event, detail }) as BuildFact).failedPhase).toBeUndefined();
  });
});
