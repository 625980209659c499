import { describe, expect, it } from 'vitest';
import { questionsAbout } from '../../../shared/domain/findings.ts';
import { approvalFact, pipelineFact } from '../../support/facts.ts';

const nobody = { owners: { map: {} } };

describe('what is asked beside the event', () => {
  it.each([
    ['a start', pipelineFact({ state: 'STARTED' }), []],
    ['a failure', pipelineFact(), ['execution', 'attempts', 'history', 'retry']],
    [
      "an action's failure, of which retry knows nothing",
      pipelineFact({ level: 'action' }),
      ['execution', 'attempts', 'history'],
    ],
    [
      'a success that may come after a failure',
      pipelineFact({ state: 'SUCCEEDED' }),
      ['execution', 'attempts', 'history', 'retry'],
    ],
    ['what runs again', pipelineFact({ state: 'RESUMED' }), ['execution', 'attempts', 'retry']],
    ['an action that runs again', pipelineFact({ state: 'RESUMED', level: 'action' }), ['execution']],
    [
      'a success at the first attempt, which has no failures of its own',
      pipelineFact({ state: 'SUCCEEDED', attempt: 1 }),
      ['execution', 'history'],
    ],
    ['the success of a stage', pipelineFact({ state: 'SUCCEEDED', level: 'stage' }), ['execution']],
    ['any other state', pipelineFact({ state: 'STOPPED' }), ['execution']],
    ['an approval that waits', approvalFact(), ['execution', 'attempts']],
  ])('about %s', (_what, fact, questions) => {
    expect(questionsAbout(fact, nobody)).toEqual(questions);
  });

  it("is the pipeline's owner too, if it stands in a tag and not in the map", () => {
    const asked = (owners: { tag?: string; map: Record<string, string> }) =>
      questionsAbout(pipelineFact(), { owners });

    expect(asked({ tag: 'team', map: {} })).toContain('owner');
    expect(asked({ tag: 'team', map: { 'billing-*': 'team-billing' } })).toContain('owner');
    expect(asked({ tag: 'team', map: { 'checkout-*': 'team-checkout' } })).not.toContain('owner');
    expect(asked({ map: {} })).not.toContain('owner');
  });

  it('stays nothing for a start, whoever owns the pipeline', () => {
    const owners = { tag: 'team', map: {} };

    expect(questionsAbout(pipelineFact({ state: 'STARTED' }), { owners })).toEqual([]);
  });
});
