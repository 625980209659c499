import type { Rule } from '../rule.ts';

/** Programs and files that are not there or may not be used, and scripts that are wrong. */
export const SHELL: readonly Rule[] = [
  {
    id: 'program-missing',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcommand not found\b|sh: .{0,150}: not found$|\bsh: [\w./@-]{1,100}: not found\b|\bis not recognized as (?:an internal|the name of)|\bcannot find command\b|\benv: .{1,60}: No such file\b|\bspawn \S{1,100} ENOENT\b|\bexecutable file not found in\b|\bbad interpreter\b|\bpyenv: .{1,80}: command\b|\bNo such file or directory: '(?:docker|git|node|npm|python\d?|java|aws)'|\bexit (?:code|status):? ?127\b/i,
    example: '/codebuild/output/tmp/script.sh: line 4: terraform: command not found',
    nearMiss: 'command -v terraform: found /usr/bin/terraform',
    source: 'bash 5, dash, Node.js 24, Windows cmd',
  },
  {
    id: 'not-executable',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /: Permission denied$|\bEACCES\b|\bEPERM\b|\bOperation not permitted\b|\bPermissionError: \[Errno|\b(?:cannot|unable to|failed to|can't) (?:open|create|read|write|execute|access|mkdir|remove|unlink|chmod|chown)\b.{0,300}\bpermission denied\b|\bare you root\b|\bmust be run as root\b|\bsuperuser privilege|\bexit (?:code|status):? ?126\b/i,
    unless: /\b(?:publickey|docker\.sock|docker daemon)\b/i,
    example: '/bin/sh: ./gradlew: Permission denied',
    nearMiss: 'git@git.example.com: Permission denied (publickey).',
    source: 'Linux, errno EACCES and EPERM',
  },
  {
    id: 'library-missing',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bversion `(?:GLIBC|GLIBCXX|CXXABI|OPENSSL)\w{0,3}_[\d.]{1,10}' not found|\berror while loading shared libraries\b|\bcannot open shared object file\b|\bLibrary not loaded\b|\bsymbol lookup error\b|\bundefined symbol: |\bError relocating\b|\bIllegal instruction\b|\bError loading shared library\b/i,
    example: "node: /lib64/libm.so.6: version `GLIBC_2.27' not found (required by node)",
    nearMiss: 'ldd (GNU libc) 2.34',
    source: 'glibc 2, ld.so',
  },
  {
    id: 'file-missing',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno such file or directory\b|\bENOENT\b|\bFileNotFoundError\b|\bFileNotFoundException\b|\bcannot stat '|\bCannot open: No such\b|\bCould not find (?:file|a part of the path)\b|\bno such file\b|\b(?:file|directory|path) .{1,200}(?:does not exist|was not found|not found)\b/i,
    weak: true,
    example: "cp: cannot stat 'dist/index.html': No such file or directory",
    nearMiss: 'cp: dist/index.html copied',
    source: 'Linux, errno ENOENT',
  },
  {
    id: 'migration-failed',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bMigrations are pending\b|\bNoDatabaseError\b|\bMigrations? (?:\S{1,80} |)(?:have |has |)failed\b|\bfound failed migrations?\b|\bValidate failed: |\bMigration checksum\b|\bMultiple head revisions\b|\bdatabase schema is not (?:empty|up to date)\b/i,
    unless: /\b(?:timed out|refused|reset)\b/i,
    example: 'Validate failed: Migrations have failed validation',
    nearMiss: 'Migrations applied: 12',
    source: 'Flyway 10, Prisma 5, Rails 7, Alembic 1',
  },
  {
    id: 'shell-script',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bunbound variable\b|\brequires (?:exactly|at least|at most) \d{1,3} argument|\bparameter (?:null or )?not set\b|\bBad substitution\b|\bsyntax error near unexpected token\b|\bsyntax error: unexpected\b|\bunexpected EOF while looking for\b|\bSyntax error: "?\S{1,20}"? unexpected\b|\bmissing `\]'|\[: too many arguments|\bunary operator expected\b|\bflag provided but not defined\b|\bnot a valid identifier\b|\binvalid time interval\b|\bis not a git command\b|\bunterminated (?:`s'|address|regular|quoted|string|`\w')|\bYou must (?:provide|specify|supply|pass|give)\b|\bcannot find or open \S|\b(?:illegal|invalid|unrecognized|unknown) options?\b|\bunrecognized arguments?\b|\bInput required and not supplied\b|\bunknown (?:flag|command|shorthand flag|argument|subcommand)\b|\b(?:command|required|environment|env) ?(?:variable|argument|parameter|option|flag)s?\b.{0,60}\b(?:is not set|not set|are required|is required|missing|not defined|undefined)\b/i,
    example: './deploy.sh: line 9: STAGE: unbound variable',
    nearMiss: './deploy.sh: STAGE=prod',
    source: 'bash 5, dash, common command lines',
  },
];
