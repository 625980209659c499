import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortRevision } from '../../../../shared/domain/change.ts';
import { webUrl } from '../../../../shared/domain/links.ts';
import { cleanProse } from '../../../../shared/domain/text.ts';
import { leaksOf } from '../../../support/placed-secrets.ts';
import { secretLink } from '../../../support/secrets.ts';

const TOKEN = ['gh', 'p_', 'a1B2'.repeat(9)].join('');

describe('clean prose', () => {
  it('is redacted before it is cut', () => {
    expect(cleanProse(`use ${TOKEN} here`, 12)).toBe('use [REDACT…');
  });

  it('is redacted although an escape or an invisible character splits the secret', () => {
    expect(cleanProse(`use ${TOKEN.slice(0, 9)}\u001B[0m\u200B\u0000${TOKEN.slice(9)}`, 60)).toBe(
      'use [REDACTED]',
    );
  });

  it('shows no half of a word in which a long text is cut, however little of it is left', () => {
    for (const length of [1000, 1010, 1015, 1020, 1024]) {
      expect(cleanProse(`fix${' '.repeat(length - 3)}${TOKEN}`, 100)).toBe('fix …');
    }
    expect(cleanProse('x'.repeat(100_000), 100)).toBe('…');
  });

  it('shows nothing of a value in quotes whose end is cut off', () => {
    expect(cleanProse(`DB_PASSWORD="${'a1 '.repeat(1000)}"`, 100)).toBe('DB_PASSWORD="[REDACTED]');
  });

  it('shows nothing of a private key whose end is cut off', () => {
    const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');

    expect(cleanProse(`key: ${begin}\n${'MIIEpAIBAAKCAQEA\n'.repeat(1000)}`, 100)).toBe('key: [REDACTED]');
  });
});

it('a short revision that is no commit is redacted before it is cut', () => {
  expect(shortRevision(TOKEN)).toBe('[REDACTED]');
});

describe('a link from outside', () => {
  it.each([
    ['https://app:hunter2@example.com/a?b=c', 'https://example.com/a?b=c'],
    ['https://app:hun/ter2@example.com/a', 'https://example.com/a'],
    ['https://git@example.com/a', 'https://example.com/a'],
    ['https://example.com/a?token=hunter2&page=2', 'https://example.com/a?token=[REDACTED]&page=2'],
    ['https://example.com/a@b?c=d@e', 'https://example.com/a%40b?c=d%40e'],
  ])('has neither user nor secret: %s', (url, link) => {
    expect(webUrl(url)).toBe(link);
  });

  it('holds no secret, in whatever part', () => {
    fc.assert(
      fc.property(secretLink, ({ text, secret }) => {
        expect(leaksOf(secret, String(webUrl(text)))).toEqual([]);
      }),
    );
  });
});
