import type { Rule } from '../rule.ts';

/** The go command and Cargo. */
export const GO_RUST: readonly Rule[] = [
  {
    id: 'go-module',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno required module provides package\b|\bmissing go\.sum entry\b|\bcannot find module (?:providing|for path)\b|\bunknown revision\b|\binvalid version: (?!.{0,300}\b(?:timeout|reset|50[234]|could not resolve)\b)|\b(?:checksum mismatch|SECURITY ERROR)\b|\bupdates to go\.mod needed\b|\binconsistent vendoring\b|\bis not in (?:std|GOROOT)\b|\bgo\.mod requires go\b|\brequires go >= ?\d|\bgo: errors parsing go\.mod\b|\binvalid go version\b|\bno matching versions for query\b|\bmodule declares its path as\b|\bmalformed module path\b|\bmodule .{1,200} found.{0,60}, but does not contain package\b|\bcannot find package\b|\bimport cycle not allowed\b|\bgo\.mod file not found\b|\bcannot find main module\b|\bambiguous import\b|\bgo: modules disabled\b|\bmodule lookup disabled\b/i,
    example:
      'main.go:7:2: no required module provides package example.com/log; to add it: go get example.com/log',
    nearMiss: 'go: downloading example.com/log v1.4.0',
    source: 'Go 1.23, cmd/go',
  },
  {
    id: 'go-compile',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\.go:\d{1,6}:\d{1,5}: (?:undefined|cannot|syntax error|declared and not used|imported and not used|too many|not enough|missing|invalid|expected|assignment|undeclared|redeclared|\w{1,60} (?:redeclared|undefined)|".{1,100}" imported|non-|multiple|func|method|type|in call|impossible|\w{1,60}\.\w{1,60} undefined)|\[build failed\]|\b(?:declared and|imported and) not used\b|\[setup failed\]|\bcontext loading failed\b|\bno go files (?:to analyze|in)\b|\bmaximum supported version is\b|\bdoes not contain main module\b|\bgo vet\b.{0,60}\bfailed|\bcgo: C compiler\b.{0,60}\bnot found|\bgo build .{1,150}: (?:no|build)/i,
    example: './handler.go:31:9: undefined: parseEvent',
    nearMiss: '    handler_test.go:31: retried twice',
    source: 'Go 1.23, compiler',
  },
  {
    id: 'go-test',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /(?:^|\s)--- FAIL: \w|^FAIL\s+[\w./-]{3,200}\s+(?:\[|\d{1,6}\.\d)|^FAIL$|\bpanic: test timed out\b|\bWARNING: DATA RACE\b/,
    example: '--- FAIL: TestParseEvent (0.02s)',
    nearMiss: '--- PASS: TestFailFast (0.02s)',
    source: 'Go 1.23, go test',
  },
  {
    id: 'go-panic',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^panic: |\bpanic: runtime error\b|\bthread '.{1,80}' panicked at\b|\[signal SIGSEGV\b|\bSegmentation fault\b|\bSIGABRT\b|\bcore dumped\b|\bAborted \(core\b/i,
    unless: /\bout of memory\b|\brecovered\b/i,
    weak: true,
    example: 'panic: runtime error: index out of range [3] with length 3',
    nearMiss: 'recovered from panic: runtime error',
    source: 'Go 1.23, Rust 1.82, Linux signals',
  },
  {
    id: 'cargo-dependency',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno matching package (?:named `|found)|\bfailed to select a version for\b|\bthe lock file .{1,200} needs to be updated but --locked\b|\bcannot update the lock file\b|\bcannot be built because it requires rustc\b|\brequires rustc \d|\bchecksum for `.{1,100}` changed\b|\bfailed to parse (?:manifest|lock file)\b|\bpackage ID specification .{1,100} did not match\b|\bcould not find `Cargo\.toml`|\bfeature `.{1,80}` is required\b|\btoolchain '.{1,80}' is not installed\b|\bdoes not have feature\b|\bno such (?:sub)?command: `/i,
    example: 'error: failed to select a version for `serde`.',
    nearMiss: '    Updating crates.io index',
    source: 'Cargo 1.82',
  },
  {
    id: 'rust-compile',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\berror\[E\d{4}\]|\bcould not compile `|\bfailed to run custom build command for\b|\blinker `\w{1,30}` not found\b|^error: unused (?:variable|import|mut|must_use|result)|\baborting due to (?:\d{1,5} |)previous errors?\b|\blinking with `\w{1,30}` failed\b/i,
    example: 'error[E0382]: borrow of moved value: `event`',
    nearMiss: '   Compiling serde v1.0.210',
    source: 'rustc 1.82',
  },
  {
    id: 'rust-test',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\btest result: FAILED\b|\btest \S{1,200} \.\.\. FAILED$|\berror: test failed, to rerun\b|\berror: \d{1,4} targets? failed:/,
    example: 'test result: FAILED. 11 passed; 1 failed; 0 ignored',
    nearMiss: 'test result: ok. 12 passed; 0 failed; 0 ignored',
    source: 'Cargo 1.82, libtest',
  },
  {
    id: 'cargo-network',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\b(?:failed to (?:download|fetch|get)|download of|unable to update)\b.{0,300}\b(?:timed? ?out|timeout|reset|got 50[0234]|50[0234])\b|\bfailed to get 200 response from .{1,300}, got 5\d\d\b|\bdownload of \S{1,200} failed\b.{0,200}\b(?:timeout|reset)/i,
    unless: /\b(?:127\.0\.0\.1|localhost|certificate)\b/i,
    example:
      'failed to get 200 response from `https://crates.example.com/api/v1/crates/serde/download`, got 503',
    nearMiss:
      'failed to get 200 response from `https://crates.example.com/api/v1/crates/serd/download`, got 404',
    source: 'Cargo 1.82',
  },
];
