import type { Rule } from '../rule.ts';

/** apt, apk, dnf, yum and Homebrew. */
export const SYSTEM_PACKAGES: readonly Rule[] = [
  {
    id: 'packages-missing',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bUnable to locate package\b|\bhas no installation candidate\b|\bVersion '.{1,80}' for '.{1,80}' was not found\b|\bheld broken packages\b|\bunmet dependencies\b|\bunable to select packages\b|\(no such package\)|\bNo package .{1,80} available\b|\bUnable to find a match: |\bNo match for argument\b|\bNothing provides\b|\bnothing provides .{1,80} needed by\b|\bUnable to correct problems\b|\bNo package matches\b|\bFormula .{0,60}\bnot found\b|\bNo available formula\b/i,
    example: 'E: Unable to locate package libssl1.1',
    nearMiss: 'Selecting previously unselected package libssl3',
    source: 'apt 2, apk 2, dnf 4, yum 3, Homebrew 4',
  },
  {
    id: 'packages-untrusted',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:does not have|no longer has) a Release file\b|\bNO_PUBKEY\b|\bMalformed entry \d|\bConflicting values set for option\b|\bEXPKEYSIG\b|\bis not signed\b|\bno longer signed\b|\bGPG check FAILED\b|\bPublic key for .{1,100} is not installed\b|\bUNTRUSTED signature\b|\bBAD signature\b|\bRelease file for \S{1,200} is (?:expired|not valid yet)|\brepository .{1,200} is no longer\b|\bHTTP Error 40[34]\b|\bFailed to fetch \S{1,300}\s+40[134]\b/i,
    example: "E: The repository 'http://deb.example.com/debian buster Release' does not have a Release file.",
    nearMiss: 'Get:1 http://deb.example.com/debian bookworm Release',
    source: 'apt 2, apk 2, dnf 4',
  },
  {
    id: 'packages-mirror',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bFailed to fetch \S{1,300}\s+(?:50[0234]|Could not connect|Connection|Unable to connect|Undetermined Error|Error reading from|Temporary failure|Hash Sum mismatch|File has unexpected size)|\bMirror sync in progress\b|\bHash Sum mismatch\b|\bHTTP Error 50[0234]\b|\bkeyserver (?:receive|send|search) failed: (?:Server indicated a failure|Connection |Timeout|Network |Try again|End of file|Operation timed out)|\[Errno 12\] Timeout on http|\bConnection failed \[IP: |\bOperation too slow\b|\bCurl error \((?:5|6|7|16|18|28|35|52|55|56|92)\)|\bUnable to connect to \S{1,100}:(?:http|https|80|443):?/i,
    unless: /\b(?:127\.0\.0\.1|localhost|certificate)\b|\b40[134]\b/i,
    example: 'E: Failed to fetch http://deb.example.com/pool/libc6.deb  503  Service Unavailable',
    nearMiss: 'E: Failed to fetch http://deb.example.com/pool/libc6.deb  404  Not Found',
    source: 'apt 2, dnf 4',
  },
  {
    id: 'packages-locked',
    kind: 'conflict',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bCould not get lock \/var\/lib\b|\bUnable to (?:acquire|lock) the (?:dpkg|administration|database)|\bdpkg frontend lock\b|\bUnable to lock database\b|\bExisting lock \S{1,100}: another copy is running\b|\bAnother app is currently holding the yum lock\b|\bTimeout waiting to lock\b|\(11: Resource temporarily unavailable\)/i,
    example: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (apt-get)',
    nearMiss: 'Unpacking liblockfile1',
    source: 'apt 2, apk 2, yum 3, Gradle 8',
  },
];
