import { describe, expect, it } from 'vitest';
import { sendReports } from '../../../../functions/dora/reports.ts';
import type { Figures } from '../../../../shared/domain/dora/figures.ts';
import { DAY_MS, windowOf } from '../../../../shared/domain/dora/window.ts';
import { better, busy, figures, MONDAY } from '../../../support/dora-reports.ts';
import { PLACE } from '../../../support/facts.ts';
import { fakeDora } from '../../../support/fake-dora.ts';

const TUESDAY = MONDAY + DAY_MS;
const quiet = figures({ deployments: 4, successful: 4 });
type Fake = ReturnType<typeof fakeDora>;

/** Reports about one pipeline on a day, and gives the events of what was sent. */
async function report(fake: Fake, at: number, current: Figures, previous: Figures = quiet, watched = 1) {
  const samples = [{ pipeline: 'checkout', current, previous, isUnfinished: false }];
  const before = fake.publisher.messages.length;
  await sendReports(
    fake.deps,
    { samples, watched, unread: [] },
    { at, place: PLACE, window: windowOf(at, 7) },
    () => 60_000,
  );
  return fake.publisher.messages.slice(before).map(({ attributes }) => attributes['state']);
}
const slow = { ...quiet, buildSeconds: [600, 600, 600, 600, 600] };
const quick = { ...quiet, buildSeconds: [300, 300, 300, 300, 300] };
const failing = { ...quiet, failingSince: MONDAY - 3 * DAY_MS };
const rarelyGood = { ...quiet, deployments: 5, failed: 2 };

describe('a digest', () => {
  it('is sent on its day, and on no other', async () => {
    expect(await report(fakeDora(MONDAY), MONDAY, quiet)).toEqual(['DIGEST']);
    expect(await report(fakeDora(MONDAY), TUESDAY, quiet)).toEqual([]);
    expect(await report(fakeDora(MONDAY, { dora: { digest: 'tuesday' } }), TUESDAY, quiet)).toEqual([
      'DIGEST',
    ]);
    expect(await report(fakeDora(MONDAY, { dora: { digest: 'off' } }), MONDAY, quiet)).toEqual([]);
  });

  it('says in the configured language what is complete while the history is still read', async () => {
    const fake = fakeDora(MONDAY, { language: 'zh-CN' });
    await report(fake, MONDAY, busy, better, 7);
    const [digest] = fake.publisher.messages;

    expect(digest?.attributes).toMatchObject({ kind: 'report', pipeline: 'ALL', severity: 'info' });
    expect(digest?.bodies.email).toMatch(/7/u);
    expect(digest?.bodies.email).toMatch(/\p{Script=Han}/u);
  });

  it('is sent once, though its run is repeated', async () => {
    const fake = fakeDora(MONDAY);
    await report(fake, MONDAY, quiet);

    expect(await report(fake, MONDAY, quiet)).toEqual([]);
    expect(fake.log.codes()).toContain('FACT_ALREADY_TOLD');
  });
});

describe('what got worse', () => {
  it('is told between digests, once in a period', async () => {
    const fake = fakeDora(MONDAY);

    expect(await report(fake, MONDAY, slow, quick)).toEqual(['DIGEST']);
    expect(await report(fake, TUESDAY, slow, quick)).toEqual(['GOT_WORSE']);
    expect(await report(fake, TUESDAY + 2 * DAY_MS, slow, quick)).toEqual([]);
    expect(await report(fake, TUESDAY + 7 * DAY_MS, slow, quick)).toEqual(['GOT_WORSE']);
  });

  it('is told where it could not be told at first', async () => {
    const fake = fakeDora(MONDAY);
    fake.publisher.refusals = 1;

    await expect(report(fake, TUESDAY, slow, quick)).rejects.toThrow('sns:Publish');
    expect(await report(fake, TUESDAY, slow, quick)).toEqual(['GOT_WORSE']);
  });
});

describe('what stands', () => {
  it('is told each day, in one message', async () => {
    const fake = fakeDora(MONDAY);

    expect(await report(fake, MONDAY, failing)).toEqual(['DIGEST', 'STANDING']);
    expect(await report(fake, TUESDAY, failing)).toEqual(['STANDING']);
    expect(await report(fake, TUESDAY, failing)).toEqual([]);
  });
});

describe('the pipelines above the failure threshold', () => {
  it('are told when one of them is new, and again after a period', async () => {
    const fake = fakeDora(MONDAY);

    expect(await report(fake, TUESDAY, rarelyGood)).toEqual(['ABOVE_THRESHOLD']);
    expect(await report(fake, TUESDAY + DAY_MS, rarelyGood)).toEqual([]);
    expect(await report(fake, TUESDAY + 8 * DAY_MS, rarelyGood)).toEqual(['ABOVE_THRESHOLD']);
    expect([...fake.runs.told.values()]).toEqual([{ AboveThreshold: windowOf(TUESDAY + 8 * DAY_MS, 7).to }]);
  });

  it('are those that config.yml says', async () => {
    const settings = { dora: { failureThreshold: { rate: 40 } } };

    expect(await report(fakeDora(MONDAY, settings), TUESDAY, rarelyGood)).toEqual([]);
  });
});
