import type { Rule } from '../rule.ts';

/** NuGet and .NET; Composer and PHP; Bundler, RubyGems and Ruby. */
export const DOTNET_PHP_RUBY: readonly Rule[] = [
  {
    id: 'nuget-dependency',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\berror (?:: )?NU(?:1(?:00[1-8]|10[0-9]|20[1-3]|40\d|50[0-4]|605|70[1-3]|608)|30\d\d|5\d{3})\b|\bUnable to find package\b|\bUnable to resolve '.{1,150}' for\b|\bVersion conflict detected for\b|\bpackage downgrade: |\bpackages\.lock\.json .{0,120}\b(?:inconsistent|not|changed)/i,
    unless: /\bwarning NU|^\W{0,9}warn/i,
    example:
      'error NU1101: Unable to find package Example.Core. No packages exist with this id in source(s): nuget.org',
    nearMiss: 'warning NU1701: Package Example.Core was restored using another framework',
    source: 'NuGet 6, errors and warnings',
  },
  {
    id: 'nuget-source-denied',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bResponse status code does not indicate success: 40[1347]\b|\bUnable to load the service index .{0,300}\b40[134]\b|\bThe (?:plugin )?credential (?:plugin|provider)\b.{0,80}\b(?:failed|could not)/i,
    example: 'Response status code does not indicate success: 401 (Unauthorized).',
    nearMiss: 'Response status code does not indicate success: 503 (Service Unavailable).',
    source: 'NuGet 6',
  },
  {
    id: 'nuget-network',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bResponse status code does not indicate success: 5\d\d\b|\bUnable to load the service index .{0,300}\b(?:50[0234]|timed? ?out|timeout)\b|\bThe HTTP request (?:to '.{1,300}' |)(?:has |)timed out\b|\bReceived an unexpected EOF or 0 bytes\b|\bAn error occurred while sending the request\b|\bremote server returned an error: \(50[0234]\)/i,
    unless: /\b(?:127\.0\.0\.1|localhost|certificate)\b/i,
    example:
      "The HTTP request to 'GET https://nuget.example.com/v3/index.json' has timed out after 100000ms.",
    nearMiss: 'Response status code does not indicate success: 404 (Not Found).',
    source: 'NuGet 6, .NET 8',
  },
  {
    id: 'nuget-index',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    // Of a feed of one's own it may as well be access or its name.
    pattern: /\bUnable to load the service index for source https:\/\/api\.nuget\.org\b/i,
    unless: /\b40[134]\b|\bcertificate\b|\bSSL connection\b/i,
    weak: true,
    example: 'error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.',
    nearMiss:
      'error NU1301: Unable to load the service index for source https://nuget.example.com/v3/index.json.',
    source: 'NuGet 6, NU1301',
  },
  {
    id: 'dotnet-sdk',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\berror (?:: )?(?:NETSDK\d{4}|MSB\d{4})\b|\bA compatible \.NET SDK was not found\b|\bThe (?:framework|required library) .{1,100} (?:was not found|could not be found)\b|\bYou must install (?:or update )?\.NET\b|\bProject file does not exist\b|\bCouldn't find a project to run\b|\bThe current \.NET SDK does not support targeting\b|\bNo executable found matching command "dotnet/i,
    unless: /\b(?:could not copy|being used by another process)\b/i,
    example: 'error NETSDK1045: The current .NET SDK does not support targeting .NET 9.0.',
    nearMiss: '.NET SDK 8.0.401 selected',
    source: '.NET 8, MSBuild 17',
  },
  {
    id: 'dotnet-test',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed!\s+- Failed:\s+[1-9]|\bTest Run Failed\b|\bTotal tests: \d{1,7}.{0,60}\bFailed: [1-9]|^\s*Failed [\w.]{5,200}(?:\(.{0,100}\)|) \[(?:< |)\d|\bTest run failed\b|^\s+X [\w.]{5,200} \[\d|\bNUnit\.Framework\.AssertionException\b|\bXunit\.Sdk\.\w{3,40}Exception\b/,
    example: 'Failed!  - Failed:     1, Passed:    41, Skipped:     0, Total:    42',
    nearMiss: 'Passed!  - Failed:     0, Passed:    42, Skipped:     0, Total:    42',
    source: '.NET 8, dotnet test',
  },
  {
    id: 'composer-dependency',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bYour requirements could not be resolved\b|\byour php version \(.{1,60}\) does not satisfy\b|\bYour lock file does not contain a compatible\b|\bThe lock file is not up to date\b|\brequired package .{1,100} (?:is not present|is in the lock file)|\bCould not find (?:a matching version of |)package\b|\brequires ext-\w|\bit is missing from your system\b|\bcomposer\.json .{0,100}\b(?:does not contain valid JSON|does not exist|not valid|could not find)|\bComposer could not find a composer\.json\b|\bcould not be found in any version\b|\bThe checksum verification of the file failed\b|\bYour Composer dependencies require a PHP version\b|\bDo you want to trust "/i,
    example: 'Your requirements could not be resolved to an installable set of packages.',
    nearMiss: 'Loading composer repositories with package information',
    source: 'Composer 2',
  },
  {
    id: 'composer-login',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not authenticate against\b|\bBad username or password for\b|\bCould not fetch https?:\/\/\S{1,300} please (?:create|review your configured) (?:a )?(?:GitHub|GitLab|Bitbucket)/i,
    example: 'Could not authenticate against git.example.com',
    nearMiss: 'Authenticated against git.example.com',
    source: 'Composer 2',
  },
  {
    id: 'php-fatal',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bPHP (?:Fatal|Parse) error: (?! ?Allowed memory)|\b(?:Fatal|Parse) error: (?:Uncaught|syntax error|Class|Call to|Cannot|Interface|Trait)|\bErrors parsing \S|\bClass [\"'].{1,150}[\"'] not found\b/i,
    unless: /\bAllowed memory size\b|\bUnable to connect\b|\bcURL error\b/i,
    example: 'PHP Parse error:  syntax error, unexpected identifier in /app/src/Kernel.php on line 14',
    nearMiss: 'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted',
    source: 'PHP 8.3',
  },
  {
    id: 'bundler-dependency',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCould not find gem '|\bcould not find compatible versions\b|\bCould not find [\w.-]{1,100} in (?:any of the sources|locally installed gems)|\bYour bundle is (?:frozen|locked)\b|\bbundle currently has .{1,80} locked at\b|\bYou have requested:$|\bin (?:deployment|frozen) mode after changing\b|\bfrozen mode is set\b|\bYour Ruby version is\b|\bYour bundle only supports platforms\b|\bCould not find a valid gem\b|\bGem::(?:Conflict|Missing\w{3,20}|Unsatisfiable\w{3,20})|\bCould not locate Gemfile\b|\bactivated .{1,60}, but your Gemfile requires\b|\bBundler::GemNotFound\b|\brequires (?:Ruby|rubygems) version\b|\bThe dependencies in your gemfile changed\b|\brevealed dependencies not in the API\b/i,
    example: "Could not find gem 'rails (~> 9.0)' in rubygems repository",
    nearMiss: 'Using rails 7.1.3',
    source: 'Bundler 2, RubyGems 3',
  },
  {
    id: 'gem-build',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed to build gem native extension\b|\bGem::Ext::BuildError\b|\bmkmf\.rb can't find header files\b|\bextconf failed\b|\bmake failed, exit code\b|\bcannot load such file -- /i,
    example: 'Gem::Ext::BuildError: ERROR: Failed to build gem native extension.',
    nearMiss: 'Building native extensions. This could take a while...',
    source: 'RubyGems 3',
  },
  {
    id: 'gem-network',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bSSL_connect SYSCALL returned=5\b|\bNet::HTTP(?:ServiceUnavailable|BadGateway|GatewayTimeOut|GatewayTimeout|TooManyRequests)\b|\bGem::RemoteFetcher::FetchError\b.{0,200}\b(?:too many connection resets|timed? ?out|timeout|reset|50[0234]|execution expired)|\bBundler::HTTPError\b.{0,200}(?:\b50[0234]\b|Net::|network|Could not fetch specs)|\btoo many connection resets\b|\bexecution expired\b|\bthere is a network problem\b|\bCould not reach host\b|\bNetwork error while fetching\b|\bCould not fetch specs from\b.{0,300}\b(?:timed out|timeout|reset|50[0234])\b/i,
    unless: /\bcertificate\b|\b40[134]\b/i,
    example:
      'Gem::RemoteFetcher::FetchError: too many connection resets (https://gems.example.com/specs.4.8.gz)',
    nearMiss:
      'Gem::RemoteFetcher::FetchError: bad response Forbidden 403 (https://gems.example.com/specs.4.8.gz)',
    source: 'RubyGems 3, Bundler 2',
  },
];
