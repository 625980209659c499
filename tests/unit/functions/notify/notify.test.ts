import { describe, expect, it } from 'vitest';
import { buildEvent, deploymentEvent, pipelineEvent, processed, wrapped } from '../../../support/events.ts';
import { startNotify as start } from '../../../support/notify.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

describe('one message for one fact', () => {
  it('a failure is told with its severity, and the log says so without its content', async () => {
    const { tell, messages, lines } = start();

    await tell(pipelineEvent('FAILED'));

    expect(messages.map(({ attributes }) => attributes)).toEqual([
      { pipeline: 'checkout-pipeline', state: 'FAILED', severity: 'critical', kind: 'pipeline' },
    ]);
    expect(lines.at(-1)).toMatchObject({
      code: 'MESSAGE_PUBLISHED',
      fields: { severity: 'critical', messageId: 'message-1' },
    });
  });

  it('a duplicate, the processed shape and the record of a topic are the same fact as the raw event', async () => {
    const { tell, messages, codes } = start();
    const event = pipelineEvent('FAILED');

    for (const same of [event, { ...event, id: 'another' }, processed(event), wrapped(processed(event))])
      await tell(same);

    expect(messages).toHaveLength(1);
    expect(codes().filter((code) => code === 'FACT_ALREADY_TOLD')).toHaveLength(3);
  });

  it('a message of its own that comes back, and an alarm, are dropped with a line in the log', async () => {
    const { tell, messages, lines } = start();
    await tell(pipelineEvent('FAILED'));
    const document = JSON.parse(messages[0]?.bodies.lambda ?? '') as object;
    const alarm = { AlarmName: 'pipewatch-prod-notify-errors', NewStateValue: 'ALARM' };

    for (const own of [document, wrapped(document), wrapped(alarm)]) await tell(own);

    expect(messages).toHaveLength(1);
    expect(lines.slice(-3)).toEqual(
      Array(3).fill(
        expect.objectContaining({ code: 'NO_MESSAGE_WANTED', fields: { silence: 'own-message' } }),
      ),
    );
  });

  it('what comes late, as from a dead-letter queue, says how long ago it was', async () => {
    const { tell, messages } = start();
    const minutes = 60_000;

    await tell(pipelineEvent('FAILED', { time: new Date(NOW - 15 * minutes).toISOString() }));
    await tell(wrapped(pipelineEvent('FAILED', { time: new Date(NOW - 185 * minutes).toISOString() })));

    expect(messages.map(({ bodies }) => bodies.email.split('\n')[0])).toEqual([
      '❌ checkout-pipeline failed',
      '❌ checkout-pipeline failed, 3 h 5 min ago',
    ]);
    expect(messages[1]?.bodies.sms).toMatch(/^checkout-pipeline failed, 3 h 5 min ago/u);
    expect(messages[1]?.bodies.https).toContain('checkout-pipeline failed, 3 h 5 min ago');
  });

  it('a second failure after a retry is a new fact', async () => {
    const { tell, messages } = start();

    await tell(pipelineEvent('FAILED', { time: '2026-11-23T10:00:00Z' }));
    await tell(pipelineEvent('FAILED', { time: '2026-11-23T10:20:00Z' }));

    expect(messages).toHaveLength(2);
  });

  it('a duplicate that comes while the first is under way ends quietly', async () => {
    const { tell, messages, codes } = start();

    await Promise.all([tell(pipelineEvent('FAILED')), tell(pipelineEvent('FAILED'))]);

    expect(messages).toHaveLength(1);
    expect(codes()).toContain('FACT_BEING_TOLD');
  });

  it('is told although the store is out of reach', async () => {
    const { tell, messages, store, codes } = start();
    store.reachable = false;

    await tell(pipelineEvent('FAILED'));

    expect(messages).toHaveLength(1);
    expect(codes()).toContain('IDEMPOTENCY_STORE_FAILED');
  });

  it('is told at the next try when the topic refused it', async () => {
    const { tell, messages, topic } = start();
    topic.refusals = 1;

    await expect(tell(pipelineEvent('FAILED'))).rejects.toThrow('sns:Publish: InternalError');
    await tell(pipelineEvent('FAILED'));

    expect(messages).toHaveLength(1);
  });

  it('several records of a topic are several facts, and each is told though another fails', async () => {
    const { tell, messages, topic } = start();
    const [first, second] = [pipelineEvent('FAILED'), pipelineEvent('SUCCEEDED')];
    const records = [...wrapped(first).Records, ...wrapped(second).Records];
    topic.refusals = 1;

    await expect(tell({ Records: records })).rejects.toThrow('sns:Publish');

    expect(messages).toHaveLength(1);
  });
});

describe('what is looked up', () => {
  it('nothing for a start', async () => {
    const { tell, asked, messages } = start({ owners: { tag: 'team' } });

    await tell(pipelineEvent('STARTED'));

    expect(asked).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  it('the run, its attempts, earlier runs and the owner for a failure, all at once', async () => {
    const { tell, asked, messages } = start({ owners: { tag: 'team' } });

    await tell(pipelineEvent('FAILED'));

    expect(asked).toEqual(['attempts', 'history', 'execution', 'tag', 'failedRules']);
    expect(messages[0]?.attributes['owner']).toBe('team-checkout');
  });

  it('no owner where the map names one', async () => {
    const { tell, asked, messages } = start({ owners: { tag: 'team', map: { 'checkout-*': 'team-map' } } });

    await tell(pipelineEvent('FAILED'));

    expect(asked).not.toContain('tag');
    expect(messages[0]?.attributes['owner']).toBe('team-map');
  });
});

describe('what stays quiet, because config.yml says so', () => {
  it.each([
    ['a pipeline that is not included', { pipelines: { include: ['billing-*'] } }, pipelineEvent('FAILED')],
    ['a pipeline that is excluded', { pipelines: { exclude: ['checkout-*'] } }, pipelineEvent('FAILED')],
    ['a muted state', { notify: { mutedStates: ['STARTED'] } }, pipelineEvent('STARTED')],
    ['a success that ends no failure', { notify: { success: 'recovery' } }, pipelineEvent('SUCCEEDED')],
    ['a build of a pipeline', {}, buildEvent({ initiator: 'codepipeline/checkout-pipeline' })],
    ['every build', { notify: { builds: false } }, buildEvent()],
    ['every deployment', { notify: { deployments: false } }, deploymentEvent('FAILURE')],
  ])('%s', async (_what, config, event) => {
    const { tell, messages, codes } = start(config);

    await tell(event);

    expect(messages).toEqual([]);
    expect(codes()).toContain('NO_MESSAGE_WANTED');
  });

  it('but not somebody who is waited for, though STARTED is muted', async () => {
    const { tell, messages } = start({ notify: { mutedStates: ['STARTED'] } });

    await tell(
      pipelineEvent('STARTED', {
        level: 'Action',
        stage: 'Release',
        action: 'Approve',
        category: 'Approval',
      }),
    );

    expect(messages[0]?.attributes).toMatchObject({ kind: 'approval', severity: 'warning' });
  });
});

describe('deployments', () => {
  it('a failed one that no watched pipeline started is told', async () => {
    const { tell, messages } = start({}, { deployment: { creator: 'user' } });

    await tell(deploymentEvent('FAILURE'));

    expect(messages[0]?.attributes).toMatchObject({
      kind: 'deployment',
      state: 'FAILURE',
      severity: 'critical',
    });
  });

  it('a failed one that a watched pipeline started is left to the message of the pipeline', async () => {
    const { tell, messages, lines } = start(
      {},
      { deployment: { creator: 'user' }, deployedIds: ['d-1A2B3C4D5'] },
    );

    await tell(deploymentEvent('FAILURE'));

    expect(messages).toEqual([]);
    expect(lines.at(-1)?.fields).toMatchObject({ silence: 'deployment-of-a-watched-pipeline' });
  });

  it('one that could not be read is told, and the message says so', async () => {
    const { tell, messages, asked } = start();

    await tell(deploymentEvent('FAILURE'));

    expect(messages[0]?.bodies.email).toContain("Missing: the deployment's details (it no longer exists)");
    expect(asked).toEqual(['deployment']);
  });

  it('a rollback is told, whoever made the deployment that it undoes', async () => {
    const deployment = { creator: 'codeDeployRollback', undoes: 'd-9Z8Y7X6W5' };
    const { tell, messages, asked } = start({}, { deployment, deployedIds: ['d-1A2B3C4D5'] });

    await tell(deploymentEvent('SUCCESS'));

    expect(messages[0]?.bodies.default).toContain('billing was rolled back');
    expect(asked).toEqual(['deployment']);
  });

  it('a plain success is no news', async () => {
    const { tell, messages, lines } = start({}, { deployment: { creator: 'user' } });

    await tell(deploymentEvent('SUCCESS'));

    expect(messages).toEqual([]);
    expect(lines.at(-1)?.fields).toMatchObject({ silence: 'no-news' });
  });
});

describe('an event that is not understood', () => {
  it.each([
    ['nothing', null, 'the event'],
    ['no detail', { 'detail-type': 'CodePipeline Pipeline Execution State Change' }, 'detail'],
    ['no detail-type', { detail: {} }, 'detail-type is missing'],
    [
      'another service',
      { 'detail-type': 'EC2 Instance State-change Notification', detail: {} },
      'none that Pipewatch handles',
    ],
    ['no type of an event', { 'detail-type': 'constructor', detail: {} }, 'none that Pipewatch handles'],
    ['no pipeline', pipelineEvent('FAILED', { without: 'pipeline' }), 'detail.pipeline'],
    ['no execution', pipelineEvent('FAILED', { without: 'execution-id' }), 'detail.execution-id'],
    ['no state', pipelineEvent('FAILED', { without: 'state' }), 'detail.state'],
    ['no stage', pipelineEvent('FAILED', { level: 'Stage' }), 'detail.stage'],
    ['a record without JSON', { Records: [{ Sns: { Message: '{' } }] }, 'the content of Records is not JSON'],
    ['no records', { Records: [] }, 'Records is empty'],
  ])('is thrown with what is missing: %s', async (_what, event, missing) => {
    const { tell, messages } = start();

    const result = tell(event);

    await expect(result).rejects.toThrow(missing);
    await expect(result).rejects.toMatchObject({ name: 'UnknownEventError' });
    expect(messages).toEqual([]);
  });

  it("may be an approval's own notification: its token is in no error and no log", async () => {
    const token = '3f1b0a52-0000-4000-8000-secret-token0';
    const request = { region: 'eu-west-1', approval: { pipelineName: 'checkout-pipeline', token } };
    const { tell, lines } = start();

    const error = await tell(wrapped(request)).catch(String);

    expect(error).toContain('UnknownEventError');
    expect(`${String(error)} ${JSON.stringify(lines)}`).not.toContain(token);
  });
});

it('a state that does not exist today is told, and marked in the log', async () => {
  const { tell, messages, codes } = start();

  await tell(pipelineEvent('PAUSED'));

  expect(messages[0]?.subject).toBe('[checkout-pipeline] PAUSED');
  expect(messages[0]?.attributes).toMatchObject({ severity: 'warning', state: 'PAUSED' });
  expect(codes()).toContain('STATE_NOT_KNOWN');
});
