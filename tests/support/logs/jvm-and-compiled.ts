import { codeBuildLog } from './codebuild.ts';
import { bold, cyan, green, lines, mavenDownloads, red, redrawn, word, yellow } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const MAVEN_ADVICE = [
  '[ERROR] ',
  '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.',
  '[ERROR] Re-run Maven using the -X switch to enable full debug logging.',
  '[ERROR] ',
  '[ERROR] For more information about the errors and possible solutions, please read the following articles:',
  '[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException',
];

const gradleBar = (share: number): string =>
  `<${'='.repeat(Math.round(share * 13))}${'-'.repeat(13 - Math.round(share * 13))}> ${Math.round(share * 100)}% EXECUTING [${Math.round(share * 40)}s]`;

export const COMPILED_LANGUAGE_LOGS: readonly WholeLog[] = [
  {
    name: 'maven: code that does not compile',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'mvn --batch-mode package',
        exitStatus: 1,
        output: [
          '[INFO] Scanning for projects...',
          ...mavenDownloads(300),
          '[INFO] --- compiler:3.13.0:compile (default-compile) @ ledger-core ---',
          `[INFO] Compiling 214 source files with javac [debug release 21] to target/classes`,
          `[${yellow('WARNING')}] /codebuild/output/src312456789/src/core/Ledger.java: Some input files use deprecated APIs.`,
          '[INFO] -------------------------------------------------------------',
          `[${red('ERROR')}] COMPILATION ERROR : `,
          '[INFO] -------------------------------------------------------------',
          `[${red('ERROR')}] /codebuild/output/src312456789/src/core/src/main/java/org/example/ledger/Posting.java:[87,32] cannot find symbol`,
          '  symbol:   method amountInCents()',
          '  location: variable posting of type org.example.ledger.Posting',
          '[INFO] 1 error',
          '[INFO] -------------------------------------------------------------',
          '[INFO] BUILD FAILURE',
          '[INFO] Total time:  41.204 s',
          `[${red('ERROR')}] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.13.0:compile (default-compile) on project ledger-core: Compilation failure`,
          ...MAVEN_ADVICE,
        ],
      },
    ]),
    kind: 'compile',
    class: 'permanent',
    shows: ['Posting.java:[87,32] cannot find symbol', 'symbol:   method amountInCents()'],
    hides: ['Re-run Maven', 'Downloaded from central'],
  },
  {
    name: 'maven: a test that fails',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'mvn --batch-mode verify',
        exitStatus: 1,
        output: [
          ...mavenDownloads(120),
          '[INFO]  T E S T S',
          ...lines(80, (index) => [
            `[INFO] Running org.example.ledger.${word(index).replace('-', '')}Test`,
            `[INFO] Tests run: ${index + 2}, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.${index} s -- in org.example.ledger.${word(index).replace('-', '')}Test`,
          ]).flat(),
          `[${bold(red('ERROR'))}] Tests run: 6, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.213 s <<< FAILURE! -- in org.example.ledger.RoundingTest`,
          `[${bold(red('ERROR'))}] org.example.ledger.RoundingTest.roundsHalfToEven -- Time elapsed: 0.012 s <<< FAILURE!`,
          'org.opentest4j.AssertionFailedError: expected: <2.34> but was: <2.35>',
          '\tat org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)',
          '\tat org.junit.jupiter.api.AssertEquals.failNotEqual(AssertEquals.java:197)',
          '\tat org.example.ledger.RoundingTest.roundsHalfToEven(RoundingTest.java:44)',
          '\tat java.base/java.lang.reflect.Method.invoke(Method.java:580)',
          '[INFO] Results:',
          '[ERROR] Failures: ',
          '[ERROR]   RoundingTest.roundsHalfToEven:44 expected: <2.34> but was: <2.35>',
          '[ERROR] Tests run: 412, Failures: 1, Errors: 0, Skipped: 3',
          '[INFO] BUILD FAILURE',
          '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.1:test (default-test) on project ledger-core: There are test failures.',
          ...MAVEN_ADVICE,
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['RoundingTest.roundsHalfToEven', 'expected: <2.34> but was: <2.35>'],
    hides: ['org.junit.jupiter', 'Re-run Maven'],
  },
  {
    name: 'gradle: a repository that is down for a moment',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: './gradlew build --console=rich',
        exitStatus: 1,
        output: [
          'Welcome to Gradle 8.10.2!',
          redrawn(50, gradleBar),
          ...lines(60, (index) => `> Task :${word(index)}:compileJava UP-TO-DATE`),
          '',
          'FAILURE: Build failed with an exception.',
          '',
          '* What went wrong:',
          "Execution failed for task ':basket:compileJava'.",
          "> Could not resolve all files for configuration ':basket:compileClasspath'.",
          '   > Could not resolve com.fasterxml.jackson.core:jackson-databind:2.18.1.',
          '     Required by:',
          '         project :basket',
          "      > Could not GET 'https://repo.example.com/maven2/com/fasterxml/jackson/core/jackson-databind/2.18.1/jackson-databind-2.18.1.pom'. Received status code 503 from server: Service Unavailable",
          '',
          '* Try:',
          '> Run with --stacktrace option to get the stack trace.',
          '> Run with --info or --debug option to get more log output.',
          '> Get more help at https://help.gradle.org.',
          '',
          'BUILD FAILED in 38s',
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['Received status code 503 from server: Service Unavailable'],
  },
  {
    name: 'go: a proxy that does not answer',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'go build ./...',
        exitStatus: 1,
        output: [
          ...lines(150, (index) => `go: downloading go.example.dev/${word(index)} v1.${index}.0`),
          'main.go:14:2: github.com/aws/aws-sdk-go-v2/service/s3@v1.66.3: Get "https://proxy.example.com/github.com/aws/aws-sdk-go-v2/service/s3/@v/v1.66.3.zip": dial tcp 142.250.74.113:443: i/o timeout',
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['dial tcp 142.250.74.113:443: i/o timeout'],
  },
  {
    name: 'go: a test that fails',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'go test ./... -race',
        exitStatus: 1,
        output: [
          ...lines(90, (index) => `ok  \tgo.example.dev/ledger/${word(index)}\t0.${index}s`),
          '--- FAIL: TestTransferKeepsTheSum (0.02s)',
          '    transfer_test.go:58: sum after the transfer: got 1199, want 1200',
          'FAIL',
          'FAIL\tgo.example.dev/ledger/transfer\t0.041s',
          ...lines(40, (index) => `ok  \tgo.example.dev/ledger/${word(index)}/v2\t(cached)`),
          'FAIL',
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['--- FAIL: TestTransferKeepsTheSum', 'got 1199, want 1200'],
  },
  {
    name: 'cargo: code that does not compile',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'cargo build --release',
        exitStatus: 101,
        output: [
          ...lines(160, (index) => `${green(bold('   Compiling'))} ${word(index)} v0.${index}.1`),
          redrawn(
            60,
            (share) =>
              `${cyan('    Building')} [${'='.repeat(Math.round(share * 25))}> ] ${Math.round(share * 160)}/160: ${word(Math.round(share * 160))}`,
          ),
          `${red('error[E0308]')}${bold(': mismatched types')}`,
          `  ${cyan('-->')} src/router.rs:118:24`,
          '    |',
          '118 |     let limit: usize = config.limit;',
          '    |                -----   ^^^^^^^^^^^^ expected `usize`, found `u32`',
          '',
          bold('For more information about this error, try `rustc --explain E0308`.'),
          `${red('error')}: could not compile \`router\` (bin "router") due to 1 previous error`,
        ],
      },
    ]),
    kind: 'compile',
    class: 'permanent',
    shows: ['error[E0308]: mismatched types', 'src/router.rs:118:24', 'expected `usize`, found `u32`'],
  },
  {
    name: 'cargo: a registry that does not answer',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'cargo fetch --locked',
        exitStatus: 101,
        output: [
          '    Updating crates.io index',
          ...lines(80, (index) => `  Downloaded ${word(index)} v0.${index}.1`),
          ...lines(
            3,
            (index) =>
              `warning: spurious network error (${3 - index} tries remaining): [28] Timeout was reached (download of \`tokio v1.41.0\` failed to transfer more than 10 bytes in 30s)`,
          ),
          'error: failed to download from `https://static.example.com/crates/tokio/1.41.0/download`',
          '',
          'Caused by:',
          '  [28] Timeout was reached (download of `tokio v1.41.0` failed to transfer more than 10 bytes in 30s)',
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['[28] Timeout was reached'],
  },
  {
    name: 'nuget: a source that is down for a moment',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'dotnet restore Ledger.sln',
        exitStatus: 1,
        output: [
          '  Determining projects to restore...',
          ...lines(
            60,
            (index) =>
              `  Restored /codebuild/output/src312456789/src/${word(index)}/${word(index)}.csproj (in ${index} ms).`,
          ),
          "/codebuild/output/src312456789/src/Ledger/Ledger.csproj : error NU1301: Failed to retrieve information about 'Polly' from remote source 'https://api.nuget.org/v3-flatcontainer/polly/index.json'.",
          '/codebuild/output/src312456789/src/Ledger/Ledger.csproj : error NU1301:   Response status code does not indicate success: 503 (Service Unavailable).',
          '  Failed to restore /codebuild/output/src312456789/src/Ledger/Ledger.csproj (in 41.2 sec).',
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['Response status code does not indicate success: 503 (Service Unavailable)'],
  },
];
