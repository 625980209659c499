import type { Rule } from '../rule.ts';

/** Compilers and bundlers of no single package manager. */
export const COMPILERS: readonly Rule[] = [
  {
    id: 'typescript',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\berror TS\d{4,5}\b|\bTS\d{4,5}: |\bTS\d{4,5} \[ERROR\]|\bFound [1-9]\d{0,6} errors? in (?:\d|\S{1,150}\.tsx?)|\bFound [1-9]\d{0,6} errors?\. Watching\b|\bFailed to compile\b|\bType error: |\bType checking failed\b|\bType '.{1,150}' is not assignable\b/i,
    unless: /\bTS151\d\d: |\bwarning TS/i,
    example: "src/cart.ts(12,5): error TS2322: Type 'string' is not assignable to type 'number'.",
    nearMiss: 'tsc finished, 0 errors',
    source: 'TypeScript 5 and 6, Next.js 14',
  },
  {
    id: 'bundler',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bwebpack .{0,40}\bcompiled with [1-9]\d{0,5} errors?\b|\bERROR in (?:\.|src|\S{1,150}\.[jt]sx?|multi|main)|\bModule (?:build|parse) failed\b|\berror during build:|\[vite(?::[\w-]{1,40}|)\]:? .{0,40}(?:failed|error)|\bBuild failed with [1-9]\d{0,5} errors?\b|\bParse error on line\b|\bRollupError\b|\bPARSE_ERROR\b|\[ERROR\] (?:Could not resolve|Expected|Unexpected|No (?:matching|loader))|\bBuild optimization failed\b|\bPrerender(?:ing)? error\b|\bError occurred prerendering page\b|\bExport encountered errors\b|\bBuild error occurred\b|\bUndefined variable: ?\$|\bSassError\b|\bUnexpected token, expected\b|\bERR_WORKER_INIT_FAILED\b|\bNG\d{4,5}: |\bBABEL_\w{4,30}|\bCannot use import statement outside a module\b/i,
    example: 'webpack 5.94.0 compiled with 2 errors in 8123 ms',
    nearMiss: 'webpack 5.94.0 compiled successfully in 8123 ms',
    source: 'webpack 5, Vite 5, Rollup 4, esbuild 0.28, Next.js 14, Angular 18, Sass 1',
  },
  {
    id: 'c-family',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\.(?:c|cc|cpp|cxx|h|hpp|m|mm|swift|java|kt|kts|scala|groovy|proto|cs|vb|fs|dart|zig|hs|ex):\[?\(?\d{1,6}(?:[:,]\d{1,5}|)\)?\]?:? (?:fatal |compile |)error\b|\.(?:cs|vb|fs)\(\d{1,6},\d{1,5}\): error (?:CS|BC|FS)\d|\berror (?:CS|BC|FS|C|LNK)\d{4}\b|\bundefined reference to\b|\bld returned [1-9] exit status\b|\bundefined symbols? for architecture\b|\blinker command failed\b|\bfatal error: .{1,150}: No such file or directory|\bcannot find -l\w|\blibrary not found for -l\w|\bcannot find symbol\b|\bpackage \S{1,150} does not exist\b|\bincompatible types: |\bunreported exception\b|\bunclosed string literal\b|\bclass, interface, (?:enum, |)or|\bduplicate symbol\b|\bmultiple definition of\b|\berror: (?:expected|cannot find (?:type |operator |protocol |)'|unknown type name|use of undeclared|no member named|no matching function|static assertion)|\bcompilation terminated\b/i,
    example: 'src/main.c:14:9: error: expected expression before token',
    nearMiss: 'src/main.c:14:9: warning: unused variable',
    source: 'GCC 13, Clang 18, javac 21, csc of .NET 8, Swift 5',
  },
  {
    id: 'kotlin-scala',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^\s*e: (?:file:|\/|\S{1,200}\.kts?)|\bUnresolved reference: ?\w|\bUnresolved reference '|\[error\] \S{1,300}\.scala:\d|\[error\] .{0,60}\bnot found: (?:value|type|object)\b|\b[1-9]\d{0,5} errors? found\b|\bCompilation error\. See log\b|\bstartup failed:|\bunable to resolve class\b/i,
    example: 'e: file:///app/src/Main.kt:4:9 Unresolved reference: logger',
    nearMiss: 'w: file:///app/src/Main.kt:4:9 Variable is never used',
    source: 'Kotlin 2, Scala 2.13, Groovy 4',
  },
  {
    id: 'cmake',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCMake Error\b|\bNo rule to make target\b|\bNo targets specified and no makefile\b|\bconfigure: error: |\bconfiguring incomplete\b|\bC compiler cannot create executables\b|\bmissing separator\b|\bPackage '?\S{1,80}'?,? (?:required by .{1,80} |)not found\b|\bNo package '.{1,80}' found\b|\bNo such target\b|\bERROR: no such package\b|\bpkg-config\b.{0,60}\bnot found\b|\bno such module '/i,
    example: "make: *** No rule to make target 'package'.  Stop.",
    nearMiss: "make: Nothing to be done for 'package'.",
    source: 'CMake 3, GNU Make 4, Autoconf 2, Bazel 7, Swift 5',
  },
  {
    id: 'script-error',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:TypeError|ReferenceError|RangeError|NameError|AttributeError|KeyError|IndexError|ValueError|ZeroDivisionError|UnboundLocalError|NotImplementedError|UnicodeDecodeError|JSONDecodeError|RecursionError|NoMethodError|LoadError|ArgumentError|NullPointerException|IllegalArgumentException|IllegalStateException|NullReferenceException|ArgumentNullException|InvalidOperationException|FormatException)\b(?: \(|: |:$|\)?$)|\bMaximum call stack size exceeded\b|\bUnexpected (?:token|end of JSON)\b|\bUnhandled (?:promise rejection|exception)|\bUnhandledPromiseRejection\b/i,
    unless:
      /\bfetch failed\b|\bwhile parsing near\b|\bECONN|\bETIMEDOUT\b|\btimed out\b|(?:^|[\s(:])timeout(?=[\s,:;.)]|$)|\bwarning\b/i,
    weak: true,
    example: "KeyError: 'API_URL'",
    nearMiss: 'TypeError: fetch failed',
    source: 'Node.js 24, Python 3.13, Ruby 3.3, OpenJDK 21, .NET 8: uncaught exceptions',
  },
  {
    id: 'malformed-file',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\byaml: (?:line|unmarshal|did not|mapping|found|control)|\bYAML(?:Exception|SyntaxError|ParseError)\b|\byaml\.(?:scanner|parser|constructor)\.\w{5,30}Error\b|\bwhile (?:scanning|parsing) a (?:block|flow|simple|quoted|node)\b|\bmapping values are not allowed\b|\b(?:parse|jq|JSON)(?: parse|) error\b.{0,60}\b(?:line \d|position|column)|\b(?:invalid|malformed|not valid|unparseable) (?:JSON|YAML|TOML|XML)\b|\bTOMLDecodeError\b|\bis not valid (?:JSON|YAML|TOML|XML)\b|\bbad indentation of a mapping\b|\bduplicated mapping key\b|\bdid not find expected (?:key|node|'-')|\bxml\.\w{1,30}\.?\w{0,30}ParseError\b|\bjq: error\b|\berror executing jsonpath\b|\bZodError\b|\bFailed to parse (?:the )?(?:config|configuration|YAML|JSON|file)\b|\bInvalid configuration\b|\bConfiguration error\b/i,
    example: 'yaml: line 14: mapping values are not allowed in this context',
    nearMiss: 'Reading config.yaml: 14 lines',
    source: 'go-yaml 3, js-yaml 4, PyYAML 6, jq 1.7',
  },
];
