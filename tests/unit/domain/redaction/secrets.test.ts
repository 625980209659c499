import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../../shared/domain/change.ts';
import { redact, redactLines } from '../../../../shared/domain/redaction/redact.ts';
import { cleanProse } from '../../../../shared/domain/text.ts';
import { leaksOf, placed } from '../../../support/placed-secrets.ts';
import { SECRETS } from '../../../support/secrets.ts';

/** What the event's schema keeps of a commit message. */
const RAW_CHARACTERS = 4000;

describe.each(Object.entries(SECRETS))('a secret: %s', (_kind, secrets) => {
  it('is in no text and no title, whole or in pieces, wherever it stands', () => {
    fc.assert(
      fc.property(placed(secrets), ({ text, secret }) => {
        expect(leaksOf(secret, redact(text))).toEqual([]);
        expect(leaksOf(secret, redactLines(text.split('\n')).join('\n'))).toEqual([]);
        for (const told of [text, text.slice(0, RAW_CHARACTERS), JSON.stringify({ CommitMessage: text })]) {
          expect(leaksOf(secret, cleanProse(told, 600))).toEqual([]);
          expect(leaksOf(secret, titleOf(told) ?? '')).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is redacted once: a second time changes nothing', () => {
    fc.assert(
      fc.property(placed(secrets), ({ text }) => {
        const once = redact(text);

        expect(redact(once)).toBe(once);
      }),
    );
  });
});

describe('what stands around a secret', () => {
  it.each([
    ['DB_PASSWORD=hunter2', 'DB_PASSWORD=[REDACTED]'],
    ['export NPM_TOKEN="hunter 2" && npm ci', 'export NPM_TOKEN="[REDACTED]" && npm ci'],
    [`PASSWORD='hun'\\''ter 2' npm ci`, "PASSWORD='[REDACTED]' npm ci"],
    ['password: hunter2', 'password: [REDACTED]'],
    ['the password: hunter2, then', 'the password: [REDACTED], then'],
    ['{token: hunter2}', '{token: [REDACTED]}'],
    ['{"password":"hun\\"ter2","user":"app"}', '{"password":"[REDACTED]","user":"app"}'],
    ['{\\"password\\":\\"hunter2\\",\\"user\\":1}', '{\\"password\\":\\"[REDACTED]\\",\\"user\\":1}'],
    ['{"name":"DB_PASSWORD","value":"hunter2"}', '{"name":"DB_PASSWORD","value":"[REDACTED]"}'],
    ['ParameterKey=DbPassword,ParameterValue=hunter2', 'ParameterKey=DbPassword,ParameterValue=[REDACTED]'],
    ['<password>hunter2)</password><a>1</a>', '<password>[REDACTED]</password><a>1</a>'],
    ["env['DB_PASSWORD'] = 'hunter2'", "env['DB_PASSWORD'] = '[REDACTED]'"],
    ['deploy --token hunter2 --yes', 'deploy --token [REDACTED] --yes'],
    ['GET /a?access_token=hunter2&page=2', 'GET /a?access_token=[REDACTED]&page=2'],
    ['Server=db;Password=hunter2;Encrypt=True', 'Server=db;Password=[REDACTED];Encrypt=True'],
    ['PWD=/hunter2+=;', 'PWD=[REDACTED];'],
    ['"auth": "aHVudGVyMg=="', '"auth": "[REDACTED]"'],
    ['https://app:hunter2@example.com/a', 'https://[REDACTED]@example.com/a'],
    ['https:/app:hunter2@example.com/a', 'https:/[REDACTED]@example.com/a'],
    ['https:\\/\\/app:hunter2@example.com', 'https:\\/\\/[REDACTED]@example.com'],
    ['curl -H "Authorization: Bearer hunter2"', 'curl -H "Authorization: Bearer [REDACTED]"'],
    ['"Authorization": "Splunk a1b2c3d4e5f6a7b8"', '"Authorization": "Splunk [REDACTED]"'],
    ['curl -u app:hunter2 https://example.com', 'curl -u app:[REDACTED] https://example.com'],
    ['mysql -uroot -phunter2 app', 'mysql -uroot -p[REDACTED] app'],
    ['mariadb -uroot -phunter2 app', 'mariadb -uroot -p[REDACTED] app'],
    ['redis-cli -h cache -a hunter2 ping', 'redis-cli -h cache -a [REDACTED] ping'],
    ["ALTER USER app IDENTIFIED BY 'hunter2'", "ALTER USER app IDENTIFIED BY '[REDACTED]'"],
    ['password="hunter2 and no end', 'password="[REDACTED]'],
  ])('stays: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it('is redacted too where a secret access key stands beside the id of its key', () => {
    const id = ['AK', 'IA', 'QWERTYUIOPASDFGH'].join('');
    const key = 'aB3'.repeat(13) + '/';

    expect(redact(`CREDENTIALS ${id} 2026-11-23T12:00:00Z ${key}`)).toBe(
      'CREDENTIALS [REDACTED] 2026-11-23T12:00:00Z [REDACTED]',
    );
  });
});

describe('a private key', () => {
  const label = (word: string) => ['-----', word, ' RSA PRIVATE KEY-----'].join('');
  const body = 'MIIEpAIBAAKCAQEA7bq3';

  it('goes from its beginning to its end, and each line stays a line', () => {
    const lines = ['a', `b ${label('BEGIN')}`, body, '', `  ${body}`, `${label('END')} c`, 'd'];

    const redacted = ['a', 'b [REDACTED]', '[REDACTED]', '', '[REDACTED]', '[REDACTED] c', 'd'];
    expect(redactLines(lines)).toEqual(redacted);
    expect(redactLines(redacted)).toEqual(redacted);
  });

  it('without an end goes to the end of what is there', () => {
    expect(redactLines([`cat key.pem ${label('BEGIN')}`, body, body])).toEqual([
      'cat key.pem [REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
    ]);
  });

  it('without a beginning begins with the first line that looks like one', () => {
    expect(redactLines(['cat key.pem', `[api] ${body}`, body, 'AB==', `x ${label('END')}`, 'done'])).toEqual([
      'cat key.pem',
      '[REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
      'done',
    ]);
    expect(redactLines([`${label('END')} is all`])).toEqual(['[REDACTED] is all']);
  });

  it('that a program just expected hides nothing', () => {
    const lines = [`Expected "${label('BEGIN')}", got nothing`, 'exit status 1'];

    expect(redactLines(lines)).toEqual(lines);
  });
});
