import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../../shared/domain/change.ts';
import { readLog } from '../../../../shared/domain/diagnosis/log.ts';
import { redact, redactLines } from '../../../../shared/domain/redaction/redact.ts';
import { cleanProse } from '../../../../shared/domain/text.ts';
import { BASE64, HEX, text } from '../../../support/secrets.ts';

const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

describe('what a person needs to read', () => {
  it.each([
    // programs that speak of secrets
    'password authentication failed for user "app"',
    'Token expired',
    'The security token included in the request is expired',
    'secret not found: db/password',
    'Error: secret: does not exist',
    'error: credentials: not found',
    'failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized',
    'failed to fetch anonymous token: Get "https://auth.docker.io/token?service=registry.docker.io": EOF',
    'error creating Secrets Manager Secret: ResourceExistsException: The operation failed',
    'error parsing private key: asn1: structure error',
    'getting credentials: exec: executable aws not found',
    'Resource handler returned message: "Invalid" (RequestToken: 4d7e1f90-1111-4222-8333-b0c4d5e6f708, HandlerErrorCode: InvalidRequest)',
    'SyntaxError: Unexpected token = in JSON at position 5',
    'SyntaxError: Unexpected token: punc (})',
    "Property 'password' is missing in type '{ token: string; }'",
    'bearer authentication failed',
    'Basic authentication required, basic usage:',
    'Your API key is not valid, and the access key was rotated.',
    'max_tokens: 4096, total tokens=1,234',
    '  + password = (sensitive value)',
    'List<Token> tokens',
    'pwd: too many arguments',
    '"auth": "basic"',
    'signature: sha512 mismatch',
    // references and empty values
    'TOKEN=',
    'export TOKEN=',
    'TOKEN="" npm ci',
    'TOKEN= npm ci',
    'TOKEN= CI=true npm ci',
    'TOKEN=$TOKEN PASSWORD=${DB_PASSWORD} npm ci',
    'docker login -u "$DOCKER_USER" -p "$DOCKER_PASSWORD"',
    'PASSWORD=*** SECRET=xxxx TOKEN=$(aws ecr get-login-password)',
    'password: !Ref DbPassword',
    '"SecretString": "{{resolve:secretsmanager:db:SecretString:password}}"',
    'https://x-access-token:***@github.com/org/shop',
    'https://${USER}:${TOKEN}@github.com/org/shop',
    'app:${PASSWORD}@tcp(db:3306)/app',
    "npm error unable to access 'https:/user:[REDACTED]@example.com/shop.git/'",
    'Authorization: Bearer ${TOKEN}',
    '"Credentials": {',
    'secrets: [',
    // commands and their options
    'docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
    'docker build --secret id=npm,src=/root/.npmrc .',
    'psql --no-password --host db',
    'mysql -p -P 3306 app',
    'docker run -u 1000:1000 -p 8080:80 app',
    'az login --use-device-code && docker run -p 80:80 app',
    // names
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf',
    'arn:aws:sts::111122223333:assumed-role/Admin/li.wei is not authorized to perform: kms:Decrypt',
    'git clone git@github.com:org/shop.git, ssh://git@github.com/org/shop',
    'npm error notarget No matching version found for @scope/name@1.2.3 or lodash@4.17.21',
    'npm warn foo@npm:bar@1.0.0',
    'org.apache.commons:commons-lang3:3.12.0 and com.example:auth-token:1.2.3',
    `111122223333.dkr.ecr.eu-west-1.amazonaws.com/app-token:1.2.3@sha256:${SHA256}`,
    `docker://nginx@sha256:${SHA256}`,
    'src/password.ts:12:5 - error TS2322, src/token:12:5, token:12: syntax error, secret::new, token:v1.2.3',
    'PWD=/codebuild/output/src1/src OLDPWD=/codebuild',
    'SECRET_ARN, TOKEN_FILE=/run/token, PASSWORD_POLICY=strict, secretName: db, token_type: Bearer',
    // links and hosts
    'http://[::1]:8080/a@b https://example.com:8443/@scope/name@1.2.3 http://$HOST:$PORT/a@b',
    'https://registry.example.com/@types%2fnode redis://localhost:6379/0 c:/a@b',
    'go: code.example.dev/belt@v0.0.0-20180602232347-f7d459c86be0: unrecognized import path',
    'https://hooks.slack.com/ https://example.com/?page=2&sort=name#top',
    'fonts.keyJsonReader.readValue eyJ',
  ])('stays: %s', (line) => {
    expect(redact(line)).toBe(line);
    expect(redactLines([line])).toEqual([line]);
    expect(cleanProse(line, 600)).toBe(line.trim());
  });

  it('are hashes, digests, ids, ARNs, versions and paths, whatever they are', () => {
    const hex = (length: number) => text(HEX, length);
    const words = fc.stringMatching(/^[a-z][a-z-]{0,12}[a-z]$/).filter((it) => !it.includes('--'));
    const account = text('0123456789', 12);
    const readable = fc.oneof(
      hex(40),
      hex(64),
      hex(7),
      fc.uuid(),
      hex(64).map((it) => `sha256:${it}`),
      text(BASE64, 86).map((it) => `sha512-${it}==`),
      text(BASE64, 43).map((it) => `sha256-${it}=`),
      fc
        .tuple(fc.constantFrom('iam', 'kms', 's3', 'logs', 'secretsmanager'), account, words, words)
        .map(([service, id, kind, name]) => `arn:aws:${service}:eu-west-1:${id}:${kind}/${name}-AbCdEf`),
      fc
        .tuple(words, fc.nat(99), fc.nat(99))
        .map(([name, minor, patch]) => `@${name}/${name}@1.${minor}.${patch}`),
      fc
        .tuple(account, words, hex(64))
        .map(([id, name, digest]) => `${id}.dkr.ecr.eu-west-1.amazonaws.com/${name}:v1@sha256:${digest}`),
      fc
        .array(words, { minLength: 1, maxLength: 6 })
        .map((it) => `/codebuild/output/src424818173/${it.join('/')}.ts:12:5`),
      fc.tuple(words, words, hex(8)).map(([group, name, build]) => `com.${group}:${name}:1.0.${build}`),
      fc.tuple(words, words).map(([host, path]) => `https://${host}.example.com:8443/${path}?page=2#${path}`),
      fc.tuple(words, fc.uuid()).map(([project, id]) => `${project}:${id}`),
    );
    const line = fc
      .array(fc.oneof(readable, words), { minLength: 1, maxLength: 8 })
      .map((it) => it.join(' '));

    fc.assert(
      fc.property(line, (it) => {
        expect(redact(it)).toBe(it);
      }),
      { numRuns: 1000 },
    );
  });

  it('is as long a text as it was, line by line, of ten thousand lines', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, at) => `[${at}] added ${at} packages from 12 contributors in 3s`,
    );

    expect(redactLines(lines)).toEqual(lines);
  });

  it('is whatever was written: letters that an expression takes for others are no reason to fail', () => {
    // ſ and the sign of the kelvin are s and k to an expression with the flags i and u.
    const words = fc.constantFrom('basic ', 'bearer ', 'token=', 'eyJ', ' key: ', 'AKIA', '//u:p@', '\n');
    const odd = fc.constantFrom('\u212A', '\u017F', '\u0130', '\uD800', '\uDC00', '=', '-', '_', '%20');
    const any = fc.array(
      fc.oneof(words, odd, fc.string({ unit: 'binary', maxLength: 12 }), text(BASE64, 1, 12)),
    );

    fc.assert(
      fc.property(any, (parts) => {
        const written = parts.join('');

        expect(typeof redact(written)).toBe('string');
        expect(titleOf(written) ?? '').not.toContain('\n');
        expect(readLog([{ at: 0, message: written }]).length).toBeLessThanOrEqual(written.length);
      }),
      { numRuns: 3000, examples: [[['Fix basic ', '\u212A', 'elvin conversion']], [['Basic Ba\u017Fics']]] },
    );
  });

  it('is a line for each line, though nothing of it can be seen', () => {
    expect(redactLines(['', '\u{E0080}', 'a\u{E0080}'])).toEqual(['', '\u{E0080}', 'a']);
  });

  it('loses what a terminal would not show', () => {
    expect(redact('\u001B[31mred\u001B[0m \\u001b[1mbold\\u001b[0m \\x1b[32mgreen \u200Bnothing')).toBe(
      'red bold green nothing',
    );
    expect(redact('👩‍👩‍👧 1️⃣ نمی‌خواهم')).toBe('👩‍👩‍👧 1️⃣ نمی‌خواهم');
  });
});
