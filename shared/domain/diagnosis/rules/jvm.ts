import type { Rule } from '../rule.ts';

const BROKEN =
  /\b(?:reset|timed out|timeout|50[0234]|429|terminated|closed|premature|no route|unreachable|UnknownHost\w{0,12}|Unknown host|name resolution|Name or service not known|No such host|EOF|Service Unavailable|Bad Gateway)\b|\bconnection refused\b/i;

/** Maven, Gradle, sbt and the JVM. */
export const JVM: readonly Rule[] = [
  {
    id: 'maven-artifact-missing',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not find artifact\b|\bwas not found in \S{1,200} during a previous attempt\b|\bFailure to find \S{1,200} in\b|\bNon-resolvable (?:parent POM|import POM)\b|\bPlugin \S{1,150} or one of its dependencies could not be resolved\b|\bNo versions available for\b|\bNo plugin found for prefix\b|\bUnresolveable build extension\b|'dependencies\.dependency\.version' .{0,120}\bis missing\b|\bdependencyConvergence\b|\bDependency convergence error\b|\bThe following artifacts could not be resolved\b/i,
    unless: BROKEN,
    example:
      '[ERROR] Could not find artifact com.example:core:jar:2.0 in central (https://repo.example.com/maven2)',
    nearMiss: 'Could not transfer artifact com.example:core:pom:2.0 from central: Connection reset',
    source: 'Maven 3.9, maven-resolver',
  },
  {
    id: 'maven-unresolved',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not resolve dependencies for project\b|\bFailed to collect dependencies\b|\bDependencyResolutionException\b|\bUnresolveableArtifact|\bCould not resolve all (?:files|dependencies|artifacts|task dependencies) for\b|\bunresolved dependenc(?:y|ies)\b|\bCould not determine the dependencies of task\b/i,
    unless: BROKEN,
    weak: true,
    example: "> Could not resolve all files for configuration ':app:compileClasspath'.",
    nearMiss:
      'Could not resolve dependencies for project com.example:app: Could not transfer artifact: Connection reset',
    source: 'Maven 3.9, Gradle 8',
  },
  {
    id: 'maven-transfer',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bCould not (?:transfer|GET|HEAD|download)\b.{0,900}(?:\b(?:reset|timed out|timeout|50[0234]|terminated|closed|premature|unreachable)\b|\bconnection refused\b)|\b(?:Received status code|ReasonPhrase: ?|Return code is: ?|status: ?)50[0234]\b|\bTransfer failed for \S{1,300} 50[0234]\b/i,
    unless: /\b(?:PKIX|certificate|127\.0\.0\.1|localhost)\b|\b40[134]\b/i,
    example:
      '[ERROR] Could not transfer artifact com.example:core:pom:2.0 from/to central (https://repo.example.com): Read timed out',
    nearMiss:
      '[ERROR] Could not transfer artifact com.example:core:pom:2.0 from/to central: PKIX path building failed, closed',
    source: 'Maven 3.9, Gradle 8',
  },
  {
    id: 'maven-host-unknown',
    kind: 'dns',
    class: 'transient',
    looksAt: 'line',
    // All that Java says of a name that was not resolved is the name.
    pattern:
      /\bCould not transfer .{1,300}\(https:\/\/([\w-]{1,60}\.[\w.-]{1,100})(?:\/.{0,200}|)\): \1(?:$| ->)/i,
    example:
      'Could not transfer artifact com.example:core:pom:2.0 from/to central (https://repo.example.com/m2): repo.example.com',
    nearMiss:
      'Could not transfer artifact com.example:core:pom:2.0 from/to central (https://repo.example.com/m2): Not Found',
    source: 'Maven 3.9, java.net.UnknownHostException',
  },
  {
    id: 'gradle-not-found',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not find [\w.-]{1,100}:[\w.-]{1,100}:|\bCould not find any (?:matching version|version that matches)\b|\bCould not find method \w{1,60}\(\)|\bNo matching (?:variant|configuration) of\b|\bPlugin \[id: .{1,100}\] was not found\b|\bUnable to find a matching variant\b|\bNo matching toolchains? found\b|\bDependency verification failed\b|\bDependency lock state\b.{0,80}\bout of date\b|\bnot found: value \w|\berror: not found: https?:/i,
    example: '   > Could not find com.example:core:2.0.',
    nearMiss: "   > Could not GET 'https://repo.example.com/core-2.0.pom'.",
    source: 'Gradle 8, sbt 1',
  },
  {
    id: 'maven-goal-tests',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed to execute goal \S{0,60}maven-(?:surefire|failsafe)-plugin\b|\bThere (?:are|were) (?:test failures|failing tests)\b|\bTests run: \d{1,7}, (?:Failures: [1-9]|Failures: 0, Errors: [1-9])|\bsbt\.TestsFailedException\b/i,
    unless: /\bcould not be resolved\b|\bcould not transfer\b|\bUnable to generate classpath\b/i,
    example: 'Tests run: 12, Failures: 1, Errors: 0, Skipped: 0',
    nearMiss: 'Tests run: 12, Failures: 0, Errors: 0, Skipped: 0',
    source: 'Maven Surefire 3, Gradle 8',
  },
  {
    id: 'maven-goal-compile',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed to execute goal \S{0,60}(?:maven-compiler-plugin|kotlin-maven-plugin|scala-maven-plugin|protobuf-maven-plugin)\b|\bCOMPILATION ERROR\b|\bCompilation failure\b|\bCompilation failed; see the compiler\b|\b(?:invalid|error: release) (?:target|source|version) ?(?:release:|\d)|\bUnsupported class file major version\b|\bUnsupportedClassVersionError\b|\bNo compiler is provided in this environment\b|\bJAVA_HOME (?:is not|environment variable is not)\b|\brequires (?:at least )?Java \d{1,2}\b|\bDependency requires at least JVM runtime version\b/i,
    unless: /\bcould not be resolved\b|\bcould not transfer\b|\bUnable to generate classpath\b/i,
    example: '[ERROR] COMPILATION ERROR : ',
    nearMiss: '[INFO] Compiling 12 source files',
    source: 'Maven 3.9, Gradle 8, OpenJDK 21',
  },
  {
    id: 'maven-goal-gate',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed to execute goal \S{0,60}(?:checkstyle|pmd|spotbugs|findbugs|enforcer|jacoco|spotless|license|dependency-check|animal-sniffer|fmt|formatter|ktlint|detekt|sonar)[\w-]{0,20}\b|\b[1-9]\d{0,6} Checkstyle (?:violations|errors)\b|\bCheckstyle (?:rule |)violations were found\b|\bRule violated for (?:bundle|package|class|method)\b|\bCoverage checks have not been met\b|\bSome Enforcer rules have failed\b|\bRule \d{1,3}: .{1,120} failed with message\b/i,
    unless: /\bcould not be resolved\b|\bcould not transfer\b|\bUnable to generate classpath\b/i,
    example:
      '[ERROR] Rule violated for bundle app: lines covered ratio is 0.61, but expected minimum is 0.80',
    nearMiss: '[INFO] All coverage checks have been met.',
    source: 'Maven plugins of Checkstyle, PMD, SpotBugs, Enforcer and JaCoCo',
  },
  {
    id: 'gradle-task-tests',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\b(?:Execution failed for task '|Task :)[\w.:-]{0,80}?\w{0,40}test\w{0,20}(?:'| FAILED\b)/i,
    // The reason may as well be a dependency that was not fetched.
    weak: true,
    example: "Execution failed for task ':app:integrationTest'.",
    nearMiss: '> Task :app:test UP-TO-DATE',
    source: 'Gradle 8',
  },
  {
    id: 'gradle-task-compile',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Execution failed for task '|Task :)[\w.:-]{0,80}?(?:compile|kapt|ksp)\w{0,40}(?:'| FAILED\b)/i,
    weak: true,
    example: '> Task :app:compileKotlin FAILED',
    nearMiss: '> Task :app:compileKotlin',
    source: 'Gradle 8',
  },
  {
    id: 'gradle-task-gate',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:Execution failed for task '|Task :)[\w.:-]{0,80}?(?:checkstyle|pmd|spotbugs|jacoco|spotless|ktlint|detekt|lint|verify)\w{0,40}(?:'| FAILED\b)/i,
    weak: true,
    example: "Execution failed for task ':app:checkstyleMain'.",
    nearMiss: '> Task :app:checkstyleMain',
    source: 'Gradle 8',
  },
  {
    id: 'jvm-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not (?:create the Java Virtual Machine|reserve enough space|find or load main class)\b|\bUnrecognized (?:VM )?option\b|\bno POM in this directory\b|\bNon-parseable POM\b|\bMalformed POM\b|\bUnknown lifecycle phase\b|\bTask '[\w:.-]{1,80}' not found in\b|\bCould not determine java version\b|\bTask with (?:name|path) '.{1,100}' not found\b|\bA problem occurred (?:evaluating|configuring)\b|\bCould not compile (?:settings|build|initialization) (?:file|script)\b|\b(?:Build|Settings|Script|Initialization script) (?:file |)'.{1,200}\.gradle(?:\.kts|)' line: \d|\bdoes not provide the required capabilities\b|\bdoes not contain a Gradle build\b|\bProject '[\w:.-]{1,80}' not found\b|\bCould not find or load main\b|\bUnable to access jarfile\b|\bClassNotFoundException\b|\bNoClassDefFoundError\b|\bNoSuchMethodError\b|\bBeanCreationException\b|\bGradleWrapperMain\b|\bPlugin with id '.{1,100}' not found\b|\bSDK location not found\b|\bmaven-default-http-blocker\b/i,
    example: "Task 'deployProd' not found in root project 'app'.",
    nearMiss: '> Task :app:deployProd',
    source: 'OpenJDK 21, Maven 3.9, Gradle 8',
  },
];
