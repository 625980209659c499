import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_CHARACTERS, readLog } from '../../../../shared/domain/diagnosis/log.ts';

const AT = Date.UTC(2026, 10, 23, 8, 4, 35);
const ESC = '\u001B';

function read(...messages: readonly string[]): readonly string[] {
  return readLog(messages.map((message, index) => ({ at: AT + index, message }))).map(({ text }) => text);
}

describe('the lines of a log', () => {
  it('are told apart within an event, each with the time of its event, without blank ones', () => {
    const lines = readLog([
      { at: AT, message: 'first\r\n\n  \nsecond\n' },
      { at: AT + 5, message: 'third' },
    ]);

    expect(lines).toEqual([
      { at: AT, text: 'first' },
      { at: AT, text: 'second' },
      { at: AT + 5, text: 'third' },
    ]);
  });

  it('of CodeBuild lose its mark and time, and are known by a mark of their own', () => {
    expect(
      readLog([
        { at: AT, message: '[Container] 2026/11/23 08:04:35.123456 Entering phase BUILD\n' },
        { at: AT, message: '[Container] 2018/07/29 23:51:23 Entering phase INSTALL\n' },
        { at: AT, message: '[Instance] 2026/04/27 10:04:39.842656 Waiting for agent ping\n' },
        { at: AT, message: '[Container] 2026/11/23 08:04:35.123456 \n' },
        { at: AT, message: '[Container] is a word too\n' },
      ]),
    ).toEqual([
      { at: AT, text: 'Entering phase BUILD', container: true },
      { at: AT, text: 'Entering phase INSTALL', container: true },
      { at: AT, text: 'Waiting for agent ping', container: true },
      { at: AT, text: '[Container] is a word too' },
    ]);
  });

  it('keep their indentation, with blanks for tabs', () => {
    expect(read('\tat org.example.Ledger', '    expected 1')).toEqual([
      '  at org.example.Ledger',
      '    expected 1',
    ]);
  });

  it.each([
    ['colours', `${ESC}[1;31mnpm error${ESC}[0m code E404`],
    ['colours of 24 bits', `${ESC}[38;2;249;38;114mnpm error${ESC}[39m code E404`],
    ['cursor moves', `${ESC}[1A${ESC}[2K${ESC}[?25lnpm error code E404${ESC}[K`],
    ['links', `npm error code ${ESC}]8;;https://example.com/E404${ESC}\\E404${ESC}]8;;\u0007`],
    ['titles', `${ESC}]0;building\u0007npm error code E404`],
    ['character sets', `${ESC}(Bnpm error${ESC}#8 code E404${ESC}7${ESC}8${ESC}=`],
    ['controls of eight bits', '\u009B31mnpm error\u009B0m code E404'],
    ['invisible and direction characters', 'npm \u202Eerror\u2066 co\u200Bde\uFEFF E404\u00AD'],
    ['control characters', 'npm error\u0000 code\u0007 E404\u007F'],
    ['separators of Unicode', 'npm error\u2028code\u00A0E404'],
    ['an escape that was cut', `npm error code E404${ESC}`],
    ['backspaces', 'npm error codf\be E4004\b\b4'],
  ])('are clean of %s', (_, raw) => {
    expect(read(raw)).toEqual(['npm error code E404']);
  });

  it.each([
    ['what was drawn last', 'Loading 1%\rLoading 50%\rnpm error code E404'],
    ['what was drawn before a line was wiped', 'npm error code E404\r   \r'],
    ['what was drawn after a line was erased', `spinning${ESC}[2K${ESC}[1Gnpm error code E404`],
    ['what was drawn after going to the first column', `spinning${ESC}[Gnpm error code E404\r\r`],
  ])('show, of one that was drawn again and again, %s', (_, raw) => {
    expect(read(raw)).toEqual(['npm error code E404']);
  });

  it('are lost where nothing but redraws without text is left of them', () => {
    expect(read(`before${'\r\u001B[K'.repeat(60)}`, '\r')).toEqual([]);
  });

  it.each([
    '[=====>      ] 45%',
    'b7f91c1e0b3a: Downloading [=========>           ]  3MB/9MB',
    '[#########-----------] 512/1203',
    '    Building [=======>        ] 12/160: serde, tokio',
    '(##################⠂⠂⠂⠂⠂⠂) ⠋ reify:core-js: http fetch GET 200',
    '⠙ reify:sharp: timing reifyNode',
    '⠙',
    '|',
    '   ━━━━━━━━━━╸━━━━━━━━━━ 12.3/45.6 MB 3.2 MB/s eta 0:00:05',
    '     |████████████████        | 45 kB 3.2 MB/s',
    '<====---------> 40% EXECUTING [12s]',
    'Progress (1): 3/9 kB',
    'Progress: resolved 812, reused 0, downloaded 402, added 0, done',
    'remote: Compressing objects:  45% (450/1000)',
    'Receiving objects: 100% (10/10), 1.20 MiB | 2.00 MiB/s, done.',
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
    '                                 Dload  Upload   Total   Spent    Left  Speed',
    '100 16555  100 16555    0     0  1067k      0 --:--:-- --:--:-- --:--:-- 1077k',
    '##############################                      47.9%',
    '   150K .......... .......... .......... 12%  3.20M 1s',
    '12% [3 Packages 45.1 kB/1,024 kB 4%]',
    'Reading package lists... 45%',
    '<s> [webpack.Progress] 45% building',
    '98%',
    'Downloading image: 45%',
    '#12 sha256:0f00ba12 3.15MB / 29.15MB 0.3s',
  ])('are without progress: %s', (line) => {
    expect(read(line)).toEqual([]);
  });

  it.each([
    '[=====>      ] 45% download failed: connection reset',
    '⠙ Error: the stack is in ROLLBACK_COMPLETE',
    'Coverage: 45%',
    'Statements   : 45.5% ( 91/200 )',
    'All files |   93.5 |    80.2 |',
    '| ------------ | 3 |',
    'disk usage: 97%',
    '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0curl: (6) no route',
    '=========================== 1 test in 93.41s ===========================',
  ])('are kept though they look like progress: %s', (line) => {
    expect(read(line)).toEqual([line]);
  });

  it('are one with a count where they repeat, and so are two or three that take turns', () => {
    expect(read('go', ...Array<string>(12).fill('Retrying...'), 'done', 'done', 'end')).toEqual([
      'go',
      'Retrying... (×12)',
      'done (×2)',
      'end',
    ]);
    expect(read(...Array<string>(4).fill('ping\npong'), 'a\nb\nc\na\nb\nc\na\nb\nc')).toEqual([
      'ping (×4)',
      'pong (×4)',
      'a (×3)',
      'b (×3)',
      'c (×3)',
    ]);
  });

  it('are all kept where two of them come twice, or where CodeBuild wrote them', () => {
    expect(read('a\nb\na\nb')).toEqual(['a', 'b', 'a', 'b']);
    const said = '[Container] 2026/11/23 08:04:35.123456 Running command true\n';
    expect(read(said, said)).toEqual(['Running command true', 'Running command true']);
  });

  it('are cut in the middle where they are long, for a cause may stand at the end', () => {
    const [line = ''] = read(
      `{"status":"failed","log":"${'step done, '.repeat(90_000)} fatal: no such host"}`,
    );

    expect(line).toHaveLength(MAX_LINE_CHARACTERS);
    expect(line).toMatch(/^\{"status":"failed",.{600,800}….{200,300} fatal: no such host"\}$/u);
  });

  it('hold nothing of the end of a long line that has no blank, which might be the end of a secret', () => {
    const blob = `${'A'.repeat(16_000)}${'B'.repeat(50_000)}`;

    expect(read(blob)[0]).toMatch(/^A{600,800}…A{200,300}…$/u);
    expect(read(`certificate of the host: ${blob}`)).toEqual(['certificate of the host:…']);
  });

  it('hold no half characters where they are cut', () => {
    for (const shift of ['', 'x', 'xy', 'xyz']) {
      const [line = ''] = read(`${shift}${'😀'.repeat(600)}`);
      expect(line.isWellFormed()).toBe(true);
      expect(line).not.toContain('\uFFFD');
    }
  });

  it('are redacted, also where a secret goes over several of them', () => {
    const key = [
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEowIBAAKCAQEA7',
      'vQh5Zr0F',
      '-----END RSA PRIVATE KEY-----',
    ];
    const text = read('export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', ...key, 'end').join('\n');

    expect(text).not.toContain('AKIAIOSFODNN7EXAMPLE');
    expect(text).not.toContain('MIIEowIBAAKCAQEA7');
    expect(text).toContain('end');
  });

  it('cost little however long one is, and however it is made', () => {
    for (const unit of ['a', '\r', '\r\u001B[K', `${ESC}[`, `${ESC}]8;;`, '\b', '[=', ' ', '\u009D', '1 ']) {
      const message = unit.repeat(1_000_000 / unit.length);
      const began = performance.now();
      readLog([{ at: AT, message }]);
      // Ten times what it takes, and a hundredth of what anything quadratic would.
      expect(performance.now() - began).toBeLessThan(500);
    }
  });

  it('never hold controls, and are never longer than said, whatever was written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\r',
        '\b',
        '\n',
        '\t',
        ESC,
        '[',
        ']8;;',
        '\u0007',
        '31m',
        '\u009B',
        '\uD800',
        '\u202E',
      ),
      fc.string({ minLength: 900, maxLength: 4_000 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece).map((pieces) => pieces.join(''))), (messages) => {
        for (const line of read(...messages)) {
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
          expect(line.isWellFormed()).toBe(true);
          expect(line.trim()).not.toBe('');
          expect(line.replace(/ \(×\d+\)$/u, '').length).toBeLessThanOrEqual(MAX_LINE_CHARACTERS);
        }
      }),
    );
  });
});
