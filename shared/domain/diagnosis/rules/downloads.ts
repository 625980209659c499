import type { Rule } from '../rule.ts';

/** What was downloaded and is not what it should be, and what was not downloaded because nothing may be. */
export const DOWNLOADS: readonly Rule[] = [
  {
    id: 'checksum-differs',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcomputed checksums? did NOT match\b|\bchecksums? (?:mismatch|do(?:es)? not match|did not match|verification failed|check failed|validation failed|error)|\bfailed to verify (?:the )?checksum\b|\bhash mismatch\b|\bSHA-?(?:1|256|512)(?: checksum| hash|) mismatch\b|^\S{1,200}\.(?:zip|tar|tgz|gz|xz|bz2|zst|jar|deb|rpm|whl|bin|exe|pkg|apk): FAILED\b|\bdoesn't match (?:the )?expected (?:checksum|hash|sha)|\b(?:invalid|wrong|bad|unexpected|incorrect) (?:checksum|sha256|hash) (?:for|of)\b|\bgpg: BAD signature\b/i,
    unless: /\b(?:will retry|retrying|try(?:ing)? again)\b/i,
    example: 'sha512sum: WARNING: 2 computed checksums did NOT match',
    nearMiss: 'E: Failed to fetch http://deb.example.com/Packages.gz  Hash Sum mismatch',
    source: 'GNU coreutils 9, Cargo 1.82, Nix 2, Homebrew 4, GnuPG 2',
  },
  {
    id: 'not-an-archive',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bnot in gzip format\b|\bdoes not look like a tar archive\b|\bEnd-of-central-directory signature not found\b|\bcannot find zipfile directory\b|\bFile format not recognized\b|\bis not a zip file\b|\bBadZipFile\b|\bzip END header not found\b|\bgzip: invalid header\b/i,
    // A server that is ill for a while answers with a page too.
    weak: true,
    example: 'gzip: stdin: not in gzip format',
    nearMiss: 'gzip: stdin: unexpected end of file',
    source: 'GNU tar 1, gzip 1, Info-ZIP 6, Python 3.13, OpenJDK 21',
  },
  {
    id: 'download-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcannot verify \S{1,150} certificate\b|\bcertificate common name\b.{1,200}\bdoesn't match\b|\binsecurely, use [`'"]?--no-check-certificate|\bcurl: \((?:1|2|3|4|26|37|48|67|78)\)|\bcurl: option \S{2,60}: |\bwget: (?:unrecognized|invalid) option\b|\b(?:No URLs in mirrorlist|Unsupported scheme|missing URL|Invalid URL|Unsupported protocol)\b/i,
    example: "ERROR: cannot verify dl.example.com's certificate, issued by 'CN=Example Proxy CA':",
    nearMiss: 'Resolving dl.example.com... connected',
    source: 'GNU Wget 1, curl 8 (libcurl-errors), dnf 4',
  },
  {
    id: 'curl-write',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bcurl: \(23\)/,
    // What it was piped into has stopped, and knows why.
    weak: true,
    example: 'curl: (23) Failure writing output to destination',
    nearMiss: 'curl: (56) Recv failure: Connection reset by peer',
    source: 'curl 8, libcurl-errors',
  },
  {
    id: 'offline',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bonly-if-cached\b.{0,80}\bno cached\b|\bNo cached version\b.{0,200}\boffline mode\b|\bin offline mode\b.{0,300}\bnot been downloaded\b|\boffline mirror\b|\bbut --(?:offline|frozen) was specified\b|\bnetwork was disabled\b|\b(?:module lookup|network access) (?:is )?disabled\b|\bno cached (?:version|copy|response) (?:of|is|for)\b|\bin the local cache, but offline\b|\bisn't cached and (?:the )?network\b/i,
    example: 'No cached version of com.example:core:2.0 available for offline mode.',
    nearMiss: 'Using the cached version of com.example:core:2.0',
    source: 'npm 10, Gradle 8, Maven 3.9, Cargo 1.82, uv 0.5, Yarn 1',
  },
  {
    id: 'going-in-circles',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bError: Cycle: |\b(?:dependency|import|reference|inclusion) cycles?\b|\b(?:circular|cyclic) (?:dependency|dependencies|reference|import|inclusion)\b|\bcycle (?:detected|found|in|between)\b|\bmost likely due to a circular import\b/i,
    unless: /\bwarn|\blife ?cycle\b|\(!\)|\bno (?:circular|cycl)/i,
    example: 'Error: Cycle: aws_security_group.web, aws_security_group.db',
    nearMiss: '(!) Circular dependency: src/a.js -> src/b.js',
    source: 'Terraform 1.9, AWS CDK 2, Docker Compose 2, Python 3.13, Gradle 8',
  },
];
