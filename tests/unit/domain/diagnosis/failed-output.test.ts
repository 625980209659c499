import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../../shared/domain/diagnosis/build.ts';
import { failedOutput } from '../../../../shared/domain/diagnosis/failed-output.ts';
import { readLog } from '../../../../shared/domain/diagnosis/log.ts';
import { codeBuildLog, containerLog } from '../../../support/logs/codebuild.ts';
import type { Step } from '../../../support/logs/codebuild.ts';

const INSTALL: Step = { phase: 'INSTALL', command: 'npm ci', output: ['added 912 packages'] };
const TEST: Step = { phase: 'BUILD', command: 'npm test', output: ['1 test failed'], exitStatus: 1 };
const PUSH: Step = { phase: 'POST_BUILD', command: './push.sh', output: ['nothing to push'], exitStatus: 7 };

function outputOf(events: readonly LogEvent[]) {
  const { output, earlier, ...rest } = failedOutput(readLog(events));
  return { ...rest, output: output.map(({ text }) => text), earlier: earlier.map(({ text }) => text) };
}

/** `said` begins with the mark where CodeBuild says it. */
function log(...said: readonly string[]): LogEvent[] {
  return said.map((text, index) => ({
    at: index,
    message: text.replace(/^> /u, '[Container] 2026/11/23 08:04:35.123456 '),
  }));
}

describe('the output of the command that failed', () => {
  it('is told apart from what was written before it, and is without CodeBuild’s own lines', () => {
    expect(outputOf(codeBuildLog([INSTALL, TEST]))).toEqual({
      command: 'npm test',
      exitStatus: 1,
      output: ['1 test failed'],
      earlier: ['added 912 packages'],
      complete: true,
    });
  });

  it('is that of the first one: POST_BUILD runs nevertheless, and fails in its turn', () => {
    expect(outputOf(codeBuildLog([INSTALL, TEST, PUSH]))).toMatchObject({
      command: 'npm test',
      exitStatus: 1,
      output: ['1 test failed'],
    });
  });

  it('is that of POST_BUILD where nothing failed before', () => {
    expect(outputOf(codeBuildLog([INSTALL, PUSH]))).toMatchObject({
      command: './push.sh',
      exitStatus: 7,
      output: ['nothing to push'],
      earlier: ['added 912 packages'],
    });
  });

  it('is without the text of a script of several lines, which is echoed before and after', () => {
    const command = 'set -e\nnpm ci || echo "npm ERR! ETIMEDOUT"\n./check.sh\n';

    expect(outputOf(codeBuildLog([{ ...TEST, command, output: ['set -e', 'wrong seal'] }]))).toMatchObject({
      command: 'set -e\nnpm ci || echo "npm ERR! ETIMEDOUT"\n./check.sh',
      exitStatus: 1,
      output: ['set -e', 'wrong seal'],
    });
  });

  it('is without the text of a long script of which the second echo was cut', () => {
    const events = [
      ...['> Running command set -e', 'first', 'second', 'third'].map((text) => ({ at: 1, text })),
      ...['wrong seal', '> Command did not exit successfully set -e', 'first'].map((text) => ({
        at: 2,
        text,
      })),
      ...['> Phase complete: BUILD State: FAILED'].map((text) => ({ at: 3, text })),
    ].map(({ at, text }) => ({ at, message: text.replace(/^> /u, '[Container] 2026/11/23 08:04:35.1 ') }));

    expect(outputOf(events)).toMatchObject({ exitStatus: undefined, output: ['wrong seal'] });
  });

  it('is all that is left of a script where it wrote nothing', () => {
    const command = 'set -e\n./check.sh';
    expect(outputOf(codeBuildLog([{ ...TEST, command, output: [] }]))).toMatchObject({ command, output: [] });
  });

  it('is what was read of it where its start was not', () => {
    const events = log(
      'npm error code E404',
      '> Command did not exit successfully npm ci exit status 1',
      '> Phase complete: INSTALL State: FAILED',
      '> Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm ci. Reason: exit status 1',
    );

    expect(outputOf(events)).toEqual({
      command: 'npm ci',
      exitStatus: 1,
      output: ['npm error code E404'],
      earlier: [],
      complete: false,
    });
  });

  it('is nothing where only what came after it was read', () => {
    expect(
      outputOf(log('> Running command date', 'today', '> Phase complete: POST_BUILD State: SUCCEEDED')),
    ).toEqual({
      output: [],
      earlier: ['today'],
      complete: false,
    });
  });

  it('is everything where CodeBuild marked nothing', () => {
    expect(outputOf(log('added 912 packages', '1 test failed'))).toEqual({
      output: ['added 912 packages', '1 test failed'],
      earlier: [],
      complete: true,
    });
    expect(outputOf([])).toEqual({ output: [], earlier: [], complete: true });
  });

  it('is not that of a command that its phase tried again with success', () => {
    const events = log(
      '> Running command npm ci',
      'ECONNRESET',
      '> Command did not exit successfully npm ci exit status 1',
      '> Phase complete: INSTALL Success: true',
      '> Running command npm test',
      '1 test failed',
      '> Command did not exit successfully npm test exit status 2',
    );

    expect(outputOf(events)).toMatchObject({
      command: 'npm test',
      exitStatus: 2,
      output: ['1 test failed'],
      earlier: ['ECONNRESET'],
    });
  });

  it.each([
    ['the phase ran out of time', ['> Phase complete: BUILD State: TIMED_OUT']],
    ['the log stops in it', []],
  ])('is that of the command that was running when %s', (_, end) => {
    expect(
      outputOf(log('> Entering phase BUILD', '> Running command npm test', 'waiting', ...end)),
    ).toMatchObject({ command: 'npm test', exitStatus: undefined, output: ['waiting'], complete: true });
  });
});

describe('what CodeBuild says of a phase that failed', () => {
  it('is evidence where it is more than that a command failed', () => {
    const events = log(
      '> Running command npm test',
      'waiting',
      '> Phase complete: BUILD State: TIMED_OUT',
      '> Phase context status code: BUILD_TIMED_OUT Message: Build has timed out. ',
      '> Entering phase POST_BUILD',
    );
    expect(outputOf(events).output).toEqual([
      'waiting',
      'Phase context status code: BUILD_TIMED_OUT Message: Build has timed out.',
    ]);
  });

  it('is all there is before the first command, several lines of it included', () => {
    const events = containerLog([
      'Waiting for agent ping',
      'Phase is DOWNLOAD_SOURCE',
      'Phase complete: DOWNLOAD_SOURCE State: FAILED',
      'Phase context status code: YAML_FILE_ERROR Message: expected command\nat line 4',
      'Phase context status code: COMMAND_EXECUTION_ERROR Message: something else\nin two lines',
      'Runtime error (*errors.errorString)',
    ]);

    expect(outputOf(events)).toEqual({
      command: undefined,
      exitStatus: undefined,
      output: ['Phase context status code: YAML_FILE_ERROR Message: expected command', 'at line 4'],
      earlier: [],
      complete: true,
    });
  });

  it('stands beside what it did where it ran no command', () => {
    const events = log(
      '> Running command npm test',
      'all well',
      '> Phase complete: POST_BUILD State: SUCCEEDED',
      '> Phase context status code:  Message: ',
      '> Expanding base directory path: dist',
      '> Phase complete: UPLOAD_ARTIFACTS State: FAILED',
      '> Phase context status code: CLIENT_ERROR Message: no matching base directory path found for dist',
    );

    expect(outputOf(events)).toMatchObject({
      command: undefined,
      output: [
        'Expanding base directory path: dist',
        'Phase context status code: CLIENT_ERROR Message: no matching base directory path found for dist',
      ],
      earlier: ['all well'],
    });
  });

  it('is left out where it is of a later phase, which failed for want of the first', () => {
    const events = log(
      '> Running command npm test',
      '1 test failed',
      '> Command did not exit successfully npm test exit status 1',
      '> Phase complete: BUILD State: FAILED',
      '> Phase complete: UPLOAD_ARTIFACTS State: FAILED',
      '> Phase context status code: CLIENT_ERROR Message: no matching artifact paths found',
    );
    expect(outputOf(events).output).toEqual(['1 test failed']);
  });
});

describe('any log', () => {
  it('is split without an error and without a line that was not there', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '> Running command a',
        '> Running command',
        '> Command did not exit successfully a exit status 1',
        '> Command did not exit successfully a',
        '> Phase complete: BUILD State: FAILED',
        '> Phase complete: BUILD State: SUCCEEDED',
        '> Phase context status code: CLIENT_ERROR Message: b',
        '> Entering phase BUILD',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (said) => {
        const lines = readLog(log(...said));
        const { output, earlier } = failedOutput(lines);
        expect(lines).toEqual(expect.arrayContaining([...output, ...earlier]));
        expect(new Set([...output, ...earlier]).size).toBe(output.length + earlier.length);
      }),
    );
  });
});
