import { describe, expect, it } from 'vitest';
import { because, lines, UNKNOWN, WRONG_PLATFORM } from './because.ts';

const RESET = 'npm error code ECONNRESET';
const RETRY =
  "WARNING: Retrying (Retry(total=4)) after connection broken by 'ReadTimeoutError': /simple/boto3/";
const MAKE = 'make: *** [Makefile:4: build] Error 1';
const LOCKED = 'Error: Error acquiring the state lock';
const FAILED =
  'BUILD FAILED: COMMAND_EXECUTION_ERROR: Error while executing command: npm ci. Reason: exit status 1';

describe('codes, phases and texts', () => {
  it('a code comes before phases and texts', () => {
    expect(
      because({
        codes: ['THROTTLED'],
        phases: ['DOWNLOAD_SOURCE FAILED: YAML_FILE_ERROR: no'],
        output: [WRONG_PLATFORM],
      }),
    ).toEqual({ class: 'transient', kind: 'aws-throttling', rule: 'code-throttled', line: 'THROTTLED' });
  });

  it('a failed phase comes before texts', () => {
    const phase = 'PROVISIONING FAULT: INTERNAL_SERVICE_ERROR: CodeBuild is experiencing an issue.';

    expect(because({ phases: [phase], output: [WRONG_PLATFORM] })).toMatchObject({
      class: 'transient',
      kind: 'aws-internal',
      line: phase,
    });
  });

  it('that a command failed says less than what it wrote', () => {
    expect(because({ phases: [FAILED], output: [RESET] })).toMatchObject({ class: 'transient', line: RESET });
  });

  it('of several codes the careful one counts', () => {
    expect(because({ codes: ['THROTTLED', 'HEALTH_CONSTRAINTS'] })).toMatchObject({ kind: 'deploy-health' });
  });

  it('a code that says little gives way to a text that says more, and to nothing else', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/a is not authorized to perform: kms:Decrypt';

    expect(because({ codes: ['InternalError'], messages: [message] })).toMatchObject({ kind: 'permission' });
    expect(because({ codes: ['TIMEOUT'], output: [MAKE] })).toMatchObject({
      class: 'unknown',
      kind: 'timeout',
    });
  });

  it.each(['JobFailed', 'ValidationError', 'ValidationException', 'InvalidRequest'])(
    '%s is no evidence',
    (code) => {
      expect(because({ codes: [code] })).toEqual(UNKNOWN);
    },
  );

  it('throttling that carries a validation code is throttling', () => {
    const message =
      'An error occurred (ValidationError) when calling the CreateChangeSet operation: Rate exceeded';

    expect(because({ codes: ['ValidationError'], messages: [message] })).toMatchObject({
      class: 'transient',
      kind: 'aws-throttling',
    });
  });

  it('the message of a phase counts as a text where its code says nothing', () => {
    const phase =
      'DOWNLOAD_SOURCE FAILED: CLIENT_ERROR: Get "https://git.example.com/a.zip": dial tcp: i/o timeout';

    expect(because({ phases: [phase] })).toMatchObject({ class: 'transient', kind: 'network' });
  });

  it('a status code of CodeBuild counts in its log too', () => {
    const line = 'Phase context status code: YAML_FILE_ERROR Message: found a tab at line 7';

    expect(because({ output: [line] })).toMatchObject({ kind: 'config', rule: 'buildspec-invalid' });
  });

  it('nothing is certain where there is nothing', () => {
    expect(because({})).toEqual(UNKNOWN);
  });
});

describe('among the lines of a command', () => {
  it.each([
    ['before it', [RESET, WRONG_PLATFORM]],
    ['after it', [WRONG_PLATFORM, RESET]],
  ])('a permanent cause beats transient noise %s', (_, output) => {
    expect(because({ output })).toMatchObject({ class: 'permanent', line: WRONG_PLATFORM });
  });

  it('what nobody can tell beats transient noise', () => {
    expect(because({ output: [LOCKED, RESET] })).toMatchObject({ class: 'unknown', kind: 'conflict' });
  });

  it('the last line of a class counts', () => {
    const output = ['npm ERR! code ETARGET', 'tar: write error: No space left on device'];

    expect(because({ output })).toMatchObject({ kind: 'disk', line: output[1] });
  });

  it('the first rule counts for one line', () => {
    const line = 'src/a.c:4:10: fatal error: zlib.h: No such file or directory';

    expect(because({ output: [line] })).toMatchObject({ kind: 'compile' });
  });

  it('its own lines come before messages', () => {
    expect(because({ messages: ['npm ERR! code ETARGET'], output: [WRONG_PLATFORM] })).toMatchObject({
      line: WRONG_PLATFORM,
    });
  });

  it.each([
    [79, 'transient'],
    [80, 'unknown'],
  ])('transient trouble %i lines before the end is %s', (after, wanted) => {
    expect(because({ output: [RESET, ...lines(after)] })).toMatchObject({ class: wanted });
  });

  it('a permanent cause counts however long ago it was', () => {
    expect(because({ output: [WRONG_PLATFORM, ...lines(20_000)] })).toMatchObject({ line: WRONG_PLATFORM });
  });

  it('a permanent cause long ago beats transient trouble at the end', () => {
    expect(because({ output: [WRONG_PLATFORM, ...lines(200), RESET] })).toMatchObject({ class: 'permanent' });
  });

  it('a flood of lines that look like errors is not searched to its start', () => {
    expect(because({ output: [WRONG_PLATFORM, ...lines(1_100, 'some error text')] })).toEqual(UNKNOWN);
  });

  it('a line is read to its thousandth character', () => {
    expect(because({ output: [`${'x '.repeat(600)} ${RESET}`] })).toEqual(UNKNOWN);
  });

  it('times, steps and names before a text do not hide it', () => {
    expect(because({ output: ['#12 3.456 Killed'] })).toMatchObject({ kind: 'memory' });
    expect(because({ output: ['2026-01-02T03:04:05.678Z FAIL src/cart.test.ts'] })).toMatchObject({
      kind: 'test',
    });
  });
});

describe('weak findings', () => {
  it('count where nothing else does', () => {
    expect(because({ output: [...lines(40), RETRY] })).toMatchObject({ class: 'transient', kind: 'network' });
    expect(because({ output: [...lines(40), MAKE] })).toMatchObject({ class: 'permanent', kind: 'command' });
  });

  it.each([
    ['transient', [RESET, MAKE]],
    ['permanent', [WRONG_PLATFORM, RETRY]],
  ])('give way to a strong one: %s', (wanted, output) => {
    expect(because({ output })).toMatchObject({ class: wanted, line: output[0] });
  });

  it.each([
    [24, 'permanent'],
    [25, 'unknown'],
  ])('%i lines before the end are %s', (after, wanted) => {
    expect(because({ output: [MAKE, ...lines(after)] })).toMatchObject({ class: wanted });
  });

  it('a line about another attempt is weak whatever it says', () => {
    expect(because({ output: ['attempt 1 failed: 404 Not Found, retrying', RESET] })).toMatchObject({
      line: RESET,
    });
    expect(because({ output: ['npm warn ERESOLVE overriding peer dependency', RESET] })).toMatchObject({
      line: RESET,
    });
  });

  it('an attempt after which something else was written was overcome', () => {
    expect(because({ output: [RETRY, 'connected', 'the day is closed already'] })).toEqual(UNKNOWN);
    expect(because({ output: [RETRY, RETRY] })).toMatchObject({ class: 'transient' });
  });

  it('a message of a service needs no place near the end', () => {
    const message = 'The service is currently unavailable. Please try again later.';

    expect(because({ messages: [message], output: lines(40) })).toMatchObject({ kind: 'aws-internal' });
  });
});

describe('that a command failed', () => {
  it.each([
    { phases: [FAILED] },
    { messages: [FAILED] },
    { output: [FAILED] },
    { phases: [FAILED], output: [FAILED] },
  ])('is a permanent cause where nothing else is known: %o', (evidence) => {
    expect(because(evidence)).toMatchObject({ class: 'permanent', kind: 'command', line: FAILED });
  });

  it('is none beside output that says nothing known', () => {
    expect(because({ phases: [FAILED], messages: [FAILED], output: lines(3) })).toEqual(UNKNOWN);
  });

  it('does not make evidence of the command that it quotes', () => {
    const quote =
      'COMMAND_EXECUTION_ERROR: Error while executing command: grep ECONNRESET log. Reason: exit status 1';

    expect(because({ output: [quote] })).toMatchObject({ kind: 'command' });
  });
});

describe('the lines of commands that succeeded', () => {
  it('count where they are certain and permanent', () => {
    expect(because({ output: lines(3), earlier: [WRONG_PLATFORM, ...lines(3)] })).toMatchObject({
      class: 'permanent',
      line: WRONG_PLATFORM,
    });
  });

  it.each([RESET, LOCKED, MAKE, RETRY])('do not count else: %s', (line) => {
    expect(because({ output: lines(3), earlier: [line] })).toEqual(UNKNOWN);
  });

  it('come after those of the command that failed', () => {
    expect(because({ output: [RESET], earlier: [WRONG_PLATFORM] })).toMatchObject({ class: 'transient' });
    expect(because({ output: [MAKE], earlier: [WRONG_PLATFORM] })).toMatchObject({ line: WRONG_PLATFORM });
  });
});
