import { describe, expect, it } from 'vitest';
import { shortRevision, titleOf } from '../../../shared/domain/change.ts';

describe('a short revision', () => {
  it.each([
    ['a commit', '3f9c2ab74d1e8a6b5c0f9e2d7a4b1c8e6f3d0a59', '3f9c2ab'],
    ['a SHA-256 commit', 'a1b2c3d4e5f60718'.repeat(4), 'a1b2c3d'],
    ["an object's version", 'QjWk8hT3vN0pZxYd5RmLcB2sGfEa', 'QjWk8hT3vN0…'],
    ['a number', '42', '42'],
    ['hex that is no commit', '3f9c2ab74d1e8', '3f9c2ab74d1…'],
  ])('of %s', (_what, revision, short) => {
    expect(shortRevision(revision)).toBe(short);
  });
});

describe('the title of a change', () => {
  it.each([
    ['its first line', 'Upgrade the base image\n\nIt was old.', 'Upgrade the base image'],
    ['its first line that says something', '\r\n\r\nFix it\r\nmore', 'Fix it'],
    [
      "the commit message in a connection's summary",
      JSON.stringify({ ProviderType: 'GitHub', CommitMessage: 'Fix the cart\n\nby hand' }),
      'Fix the cart',
    ],
    ['JSON that names no message, as it is', '{"ProviderType":"GitHub"}', '{"ProviderType":"GitHub"}'],
    ['what only looks like JSON, as it is', '{cart}: fix it', '{cart}: fix it'],
    ['without addresses of people', 'Fix it, says li.wei@example.com', 'Fix it, says li.wei'],
    ['nothing for blanks', ' \n ', undefined],
    ['nothing for an empty message', '{"CommitMessage":""}', undefined],
    ['nothing for nothing', undefined, undefined],
  ])('is %s', (_what, summary, title) => {
    expect(titleOf(summary)).toBe(title);
  });

  it('is cut at 120 characters, with a mark', () => {
    const title = titleOf('x'.repeat(500));

    expect(title).toHaveLength(120);
    expect(title).toMatch(/…$/u);
  });
});
