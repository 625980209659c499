import { describe, expect, it } from 'vitest';
import { isTelling, sayingLines } from '../../../../shared/domain/diagnosis/line-weight.ts';

function saying(...texts: readonly string[]): readonly string[] {
  return sayingLines(texts.map((text) => ({ text }))).map(({ text }) => text);
}

describe('a line that looks like an error', () => {
  it.each([
    'npm ERR! code 1',
    'ERROR: seals differ',
    'TypeError: x is no function',
    'java.lang.IllegalStateException: x',
    '✖ 2 problems',
    'E       assert 1 == 2',
    'Process ended with exit status 3',
    'Tests run: 4, Failures: 0, Errors: 2, Skipped: 0',
    '0 errors, 1 failure',
  ])('is one: %s', (line) => {
    expect(isTelling(line)).toBe(true);
  });

  it.each([
    'Found 0 errors',
    'Tests run: 4, Failures: 0, Errors: 0, Skipped: 0',
    'compiled src/error-page/error.ts',
    'console.error',
    'Process ended with exit status 0',
    'added 912 packages',
  ])('is none: %s', (line) => {
    expect(isTelling(line)).toBe(false);
  });
});

describe('the lines that say something', () => {
  it.each([
    [
      'npm',
      [
        'npm error 404 Not Found',
        'npm error',
        'npm error A complete log of this run can be found in: /x.log',
      ],
    ],
    [
      'node',
      ['TypeError: x is no function', '    at f (/src/node_modules/a/b.js:1:2)', '    at node:internal/x:1'],
    ],
    [
      'the JVM',
      ['IllegalStateException: x', '  at java.base/java.lang.Thread.run(Thread.java:1583)', '  ... 23 more'],
    ],
    ['JUnit', ['org.example.Broken: x', '  at org.junit.jupiter.api.AssertEquals.fail(AssertEquals.java:1)']],
    ['maven', ['[ERROR] Failed to execute goal', '[ERROR] ', '[ERROR] Re-run Maven using the -X switch']],
    ['.NET', ['System.Exception: x', '   at System.Threading.Tasks.Task.Run()']],
    ['Ruby', ['a.rb:1: x (LoadError)', '  from /usr/local/bundle/gems/rake-13.2.1/lib/rake.rb:1']],
    ['Go', ['panic: x', '  /usr/local/go/src/runtime/panic.go:1']],
    ['docker', ['toomanyrequests: slow down', '0f1a2b3c4d5e: Pull complete']],
    ['test runners', ['FAIL a.test.ts', ' ✓ b.test.ts (4 tests)', 'PASS c.test.ts', 'ok  \tpkg']],
    ['terraform', ['Error: x', 'aws_x.y: Still creating... [10s elapsed]', '│ ', '╵', '-------']],
  ])('are without what stands beside every failure of %s', (_, texts) => {
    expect(saying(...texts)).toEqual(texts.slice(0, 1));
  });

  it('are without the frames of libraries of Python and their code, and with one’s own', () => {
    const own = ['  File "/src/app.py", line 4, in <module>', '    main()'];
    const library = [
      '  File "/usr/lib/python3.13/site-packages/x.py", line 1, in f',
      '    yield',
      '    ^^^^^',
      '  File "<frozen runpy>", line 1, in g',
    ];

    expect(saying('Traceback (most recent call last):', ...own, ...library, 'KeyError: 1')).toEqual([
      'Traceback (most recent call last):',
      ...own,
      'KeyError: 1',
    ]);
  });
});
