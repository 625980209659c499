import type { Rule } from '../rule.ts';

/** Git, its forges and its transports. */
export const SOURCE: readonly Rule[] = [
  {
    id: 'git-login',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bfatal: Authentication failed\b|\bcould not read (?:Username|Password) for\b|\bterminal prompts disabled\b|\bPermission denied \((?:publickey|password|gssapi)|\bHost key verification failed\b|\bNo .{0,20}host key is known for\b|\bREMOTE HOST IDENTIFICATION HAS CHANGED\b|\bInvalid username or (?:password|token)\b|\bSupport for password authentication was removed\b|\bdeploy key\b.{0,80}\b(?:denied|read[- ]only|not authori)|\bLoad key .{1,200}: (?:invalid format|error in libcrypto)|\bHTTP Basic: Access denied\b|\bPlease make sure you have the correct access rights\b|\bCould not read from remote repository\b|\bSAML SSO\b|\bLogon failed\b/i,
    unless: /\b(?:timed out|reset by peer|kex_exchange)/i,
    example: 'git@git.example.com: Permission denied (publickey).',
    nearMiss: 'Permission granted to deployer',
    source: 'git 2, OpenSSH 9',
  },
  {
    id: 'git-denied',
    kind: 'permission',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bERROR: Permission to \S{1,200} denied to\b|\bremote: (?:Permission to|You are not allowed|Write access|error: GH\d{3}|GitLab: You)|\bProtected branch update failed\b|\bpre-receive hook declined\b|\b(?:TF401019|TF402455)\b|\bResource not accessible by (?:integration|personal access token)\b|\bpush declined due to\b|\bprotected branch\b.{0,60}\b(?:declined|denied|not allowed|cannot)/i,
    example: 'remote: Permission to example/app.git denied to deployer.',
    nearMiss: 'remote: Compressing objects: 100% (3/3), done.',
    source: 'GitHub, GitLab and Azure DevOps, messages of their Git servers',
  },
  {
    id: 'git-missing',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bRepository not found\b|\brepository '.{1,300}' not found\b|\brepository .{0,200}\bdoes not (?:exist|appear to be a git repository)\b|\bcouldn't find remote ref\b|\bRemote branch .{1,200} not found\b|\breference is not a tree\b|\bdid not match any file\(?s?\)? known to git\b|\bnot a git repository\b|\bunknown revision or path not in the working tree\b|\bbad (?:object|revision)\b|\bnot our ref\b|\bno such ref\b|\bNot a valid object name\b|\bno submodule mapping found\b|\bNo url found for submodule path\b|\bUnable to checkout '[0-9a-f]|\bambiguous argument\b|\bsrc refspec .{1,100} does not match any\b|\bremote: The project you were looking for\b|\bNo such remote\b|\bCannot find (?:branch|tag|commit)\b/i,
    example: "fatal: couldn't find remote ref refs/heads/release",
    nearMiss: 'Fetching refs/heads/release',
    source: 'git 2',
  },
  {
    id: 'git-state',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bdetected dubious ownership\b|\bCONFLICT \((?:content|add|modify|rename)|\bAutomatic merge failed\b|\brefusing to merge unrelated histories\b|\bwould be overwritten by (?:merge|checkout)\b|\bPlease tell me who you are\b|\bempty ident name\b|\bshallow update not allowed\b|\bFilename too long\b|\bpathspec .{1,200} did not match\b|\btag '.{1,100}' already exists\b|\bNot possible to fast-forward\b|\breconcile divergent branches\b|\bexceeds GitHub's file size limit\b|\bGH001: Large files\b/i,
    example: "fatal: detected dubious ownership in repository at '/codebuild/output/src'",
    nearMiss: 'Your branch is up to date',
    source: 'git 2',
  },
  {
    id: 'git-push-rejected',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\[(?:remote |)rejected\]|\bUpdates were rejected because\b|\bnon-fast-forward\b/i,
    unless:
      /\b(?:cannot lock|failed to update|unable to (?:lock|update)) (?:the |)ref\b|\binternal (?:server |)error\b|\bunpacker error\b|\((?:timeout|timed out)/i,
    example: ' ! [rejected]        main -> main (fetch first)',
    nearMiss: ' ! [remote rejected] main -> main (cannot lock ref)',
    source: 'git 2, git-push',
  },
  {
    id: 'git-push-failed',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bfailed to push some refs\b/i,
    weak: true,
    example: "error: failed to push some refs to 'https://git.example.com/app.git'",
    nearMiss: 'Everything up-to-date',
    source: 'git 2, git-push',
  },
  {
    id: 'git-raced',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\b(?:cannot lock|failed to update|unable to lock) (?:the |)ref\b|\bUnable to create '.{1,200}\.lock': File exists\b|\bAnother git process seems to be running\b|\bshallow file has changed since we read it\b/i,
    example: "error: cannot lock ref 'refs/remotes/origin/main': is at 1a2b3c4 but expected 5d6e7f8",
    nearMiss: '   1a2b3c4..5d6e7f8  main -> main',
    source: 'git 2, git-fetch',
  },
  {
    id: 'git-network',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bRPC failed; (?:curl (?:5|6|7|16|18|28|35|52|55|56|92)\b|HTTP (?:429|5\d\d)|result=)|\bfetch-pack: unexpected disconnect\b|\bunexpected disconnect while reading sideband\b|\bfatal: early EOF\b|^(?:fatal: |error: |)early EOF\b|\bkex_exchange_identification\b|\bssh_exchange_identification\b|\bConnection to \S{1,200} closed by remote host\b|\bclient_loop: send disconnect\b|\bConnection closed by (?:remote host|\d{1,3}\.\d|\S{1,100} port \d)|\bssh: connect to host \S{1,200} port \d{1,5}: (?:Connection|Operation) timed out\b|\bgnutls_handshake\(\) failed: (?!.{0,40}certificate)|\bGnuTLS recv error\b|\bthe remote end hung up unexpectedly\b.{0,40}\bearly\b|\bexpected flush after ref listing\b|\bfatal: expected 'packfile'|\bbytes of body are still expected\b|\bHTTP\/2 (?:stream|framing)\b/i,
    example: 'error: RPC failed; curl 56 Recv failure: Connection was reset',
    nearMiss: 'error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403',
    source: 'git 2, OpenSSH 9, GnuTLS 3',
  },
];
