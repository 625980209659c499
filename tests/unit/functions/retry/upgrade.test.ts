import { expect, it } from 'vitest';
import type { Deps } from '../../../../functions/retry/deps.ts';
import { retry } from '../../../../functions/retry/retry.ts';
import { fakeLog } from '../../../support/fakes.ts';

it.each([
  [{ pipeline: 'checkout-pipeline', executionId: '5b1f8e02', stage: 'Build', attempt: 1 }, ['slot', 'try']],
  [
    { pipeline: 'checkout-pipeline', execution: '5b1f8e02', stage: 'Build', slot: 1, try: 1 },
    ['executionId'],
  ],
])(
  'the schedule of a release that wrote other keys is passed over with a line in the log, and asks nothing: %j',
  async (older, keys) => {
    const { log, lines } = fakeLog();

    // Nothing else is there to be asked.
    expect(await retry({ log } as Deps, older)).toEqual([]);

    expect(lines).toMatchObject([{ code: 'SCHEDULE_PASSED_OVER', fields: { keys } }]);
  },
);
