import { describe, expect, it } from 'vitest';
import { createPace } from '../../../shared/adapters/pace.ts';
import { OutOfTimeError } from '../../../shared/domain/out-of-time.ts';

const NEVER = Infinity;
const failure = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
const THROTTLED = failure('ThrottlingException', 400);

/** A pace of so many calls a second on a clock that only waiting moves. */
function paced(callsPerSecond = 5) {
  let now = 0;
  const wait = (ms: number): Promise<void> => {
    now = Math.max(now, now + ms);
    return Promise.resolve();
  };
  const pace = createPace({ callsPerSecond, concurrency: 8, now: () => now, wait, random: () => 1 });
  const times: number[] = [];
  /** A call that fails with these errors first. */
  const call = (errors: readonly Error[] = [], until = NEVER) => {
    const left = [...errors];
    return pace('codepipeline:ListPipelines', until, () => {
      times.push(now);
      const error = left.shift();
      return error ? Promise.reject(error) : Promise.resolve('answer');
    });
  };
  return { call, times };
}

describe('a pace', () => {
  it('lets so many calls out a second, whoever makes them', async () => {
    const { call, times } = paced();
    for (let n = 0; n < 4; n++) await call();

    expect(times).toEqual([0, 200, 400, 600]);
  });

  it('holds among calls that come at once', async () => {
    const { call, times } = paced(10);
    await Promise.all([call(), call(), call()]);

    expect(times.at(-1)).toBeGreaterThanOrEqual(200);
  });

  it('makes a call again that was throttled, later and later', async () => {
    const { call, times } = paced();

    expect(await call([THROTTLED, THROTTLED, THROTTLED])).toBe('answer');
    expect(times).toEqual([0, 500, 1500, 3500]);
  });

  it('slows down every call when one was throttled', async () => {
    const { call, times } = paced();
    const [, other] = await Promise.all([call([THROTTLED]), call()]);

    expect(other).toBe('answer');
    expect(times.slice(1).every((time) => time >= 200)).toBe(true);
  });

  it.each([
    failure('InternalServerError', 500),
    failure('TimeoutError'),
    Object.assign(new Error(), { code: 'ECONNRESET' }),
  ])('makes a call again that nobody answered: %s', async (error) => {
    expect(await paced().call([error])).toBe('answer');
  });

  it('does not repeat what was refused', async () => {
    const { call, times } = paced();

    await expect(call([failure('AccessDeniedException', 400)])).rejects.toMatchObject({
      code: 'AccessDeniedException',
      reason: 'denied',
      operation: 'codepipeline:ListPipelines',
    });
    expect(times).toHaveLength(1);
  });

  it('gives up after six tries', async () => {
    const { call, times } = paced();

    await expect(call(Array<Error>(9).fill(THROTTLED))).rejects.toMatchObject({ reason: 'throttled' });
    expect(times).toHaveLength(6);
  });

  it('begins no call after its time', async () => {
    const { call, times } = paced();
    await call();

    await expect(call([], 200)).rejects.toBeInstanceOf(OutOfTimeError);
    await expect(call([THROTTLED, THROTTLED], 600)).rejects.toBeInstanceOf(OutOfTimeError);
    expect(times).toHaveLength(2);
  });
});
