import type { Rule } from '../rule.ts';

/** npm, Yarn, pnpm, Bun and Node.js itself. */
export const JAVASCRIPT: readonly Rule[] = [
  {
    id: 'npm-dependency',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bnpm (?:ERR!|error) (?:code |)(?:ERESOLVE|E404|ETARGET|EBAD(?:PLATFORM|ENGINE|DEVENGINES)|ENOVERSIONS|EINTEGRITY|EUSAGE|ENOLOCK|EINVALID\w{3,20}|EUNSUPPORTED\w{3,20}|EOVERRIDE|EDUPLICATEWORKSPACE|ECYCLE|ENOGIT|EMISSINGARG|ENOTARBALL|EMISSINGSIGNATUREKEY|ELSPROBLEMS|EPUBLISHCONFLICT)\b|\bnpm (?:ERR!|error) missing: |\bunable to resolve dependency tree\b|\bis not in (?:this|the npm) registry\b|\bnpm (?:ERR!|error) (?:notsup|notarget|404)\b|\bnpm (?:ERR!|error)\s{1,4}peer(?:Optional|) \S{1,100}@|\bCould not resolve dependency:|\bConflicting peer dependency: |\bNo matching version found for\b|\bNot Found - GET\b|\bnpm (?:ERR!|error) 40[0-5] \b|\bUnsupported platform for\b|\bNot compatible with your version of node\b/i,
    unless: /\b401\b|\b403\b|\b429\b/,
    example: 'npm ERR! code EBADENGINE',
    nearMiss: 'npm error code ECONNRESET',
    source: 'npm 10 and npm 6, error codes',
  },
  {
    id: 'npm-lockfile',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcan only install packages (?:when your|with an existing)|\b(?:package-lock\.json|npm-shrinkwrap\.json|lock ?file) .{0,120}\b(?:not in sync|out of sync|not up to date|out of date|would have been modified|needs to be updated|is missing|is not compatible|not satisfy)|\bMissing: .{1,150} from lock file\b|\bdoesn't seem to be present in your lockfile\b|\bInvalid: lock file's\b|\bERR_PNPM_(?:OUTDATED|NO|BROKEN|FROZEN)_?LOCKFILE\w{0,20}|\bERR_PNPM_LOCKFILE_\w{4,30}|\bYour lockfile needs to be updated\b|\bOutdated lockfile\b|\blockfile is outdated\b|\brefers to a non-existing file\b|\bYN0028\b|\blockfile (?:had|has) changes, but lockfile is frozen\b|\bThe lockfile would have been (?:created|modified)\b|\bnpm (?:ERR!|error) extraneous|\bintegrity checksum failed\b/i,
    unless: /\bnpm (?:warn|notice)\b/i,
    example: 'error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.',
    nearMiss: 'npm warn old lockfile The package-lock.json file was created with an old version of npm',
    source: 'npm 10, Yarn 1 and 4, pnpm 9, Bun 1',
  },
  {
    id: 'node-package-missing',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bERR_PNPM_(?:FETCH_404|NO_MATCHING_VERSION\w{0,20}|PEER_DEP_ISSUES|UNSUPPORTED_\w{3,20}|TARBALL_INTEGRITY|INVALID_\w{3,30}|SPEC_NOT_SUPPORTED\w{0,30}|WORKSPACE_PKG_NOT_FOUND|NO_PKG_MANIFEST|NO_OFFLINE_\w{4,20}|BAD_PM_VERSION|CATALOG_\w{4,40}|NO_IMPORTER_MANIFEST_FOUND)\b|\berror Couldn't find (?:package|any versions for|a package)|\bYN00(?:01: .{0,80}(?:404|No candidates)|02|09|16|18|20|27|57|60|82|86)\b.{0,200}\b(?:error|No candidates|can't be|doesn't match|not found|failed|404)|\bNo candidates found\b|\bResponse Code: 404\b|\berror: GET https:\S{1,300} - 404\b|\bcouldn't find any versions\b|\bIntegrity check failed\b|\bThe engine "(?:node|yarn|npm|pnpm)" is incompatible\b|\bThe (?:platform|CPU architecture) ".{1,40}" is incompatible\b|\bThis project('s package\.json defines|.{0,20} is configured to use (?:yarn|pnpm|npm))|\bPackage .{1,100} not found in workspace\b/i,
    example: 'error Couldn\'t find package "left-padding" on the "npm" registry.',
    nearMiss: 'ERR_PNPM_FETCH_503 GET https://registry.example.com/x: Service Unavailable - 503',
    source: 'Yarn 1 and 4, pnpm 9',
  },
  {
    id: 'npm-login',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bnpm (?:ERR!|error) (?:code |)(?:E40[13]|ENEEDAUTH|EOTP|EAUTHUNKNOWN|EAUTHIP)\b|\bnpm (?:ERR!|error) 40[13] \b|\bERR_PNPM_FETCH_40[13]\b|\bneed auth\b|\bdo not have permission to publish\b|\bYN0041\b|\bResponse Code: 40[13]\b|\berror: GET https:\S{1,300} - 40[13]\b|\bYN0033\b|\bInvalid authentication\b|\bUnable to authenticate\b|\bFailed to replace env in config\b|\bauthorization token.{0,20}\b(?:required|missing|invalid)/i,
    example: 'npm ERR! code E401',
    nearMiss: 'npm ERR! code E503',
    source: 'npm 10, pnpm 9, Yarn 4',
  },
  {
    id: 'npm-registry-down',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bnpm (?:ERR!|error) (?:code |errno |)(?:E5\d\d|FETCH_ERROR|ERR_SOCKET_TIMEOUT)\b|\bERR_PNPM_(?:META_FETCH_FAIL|FETCH_5\d\d)\b|\bYN0035\b.{0,200}\b50[0234]\b|\bResponse Code: 50[0234]\b|\berror: GET https:\S{1,300} - 50[0234]\b/i,
    unless: /\bENOTFOUND\b|\bcertificate\b|\bCERT_|\b127\.0\.0\.1\b|\blocalhost\b|\b40[134]\b/i,
    example: 'npm ERR! code E503',
    nearMiss: 'npm ERR! code E404',
    source: 'npm 10, pnpm 9, Yarn 4',
  },
  {
    id: 'npm-filesystem',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bnpm (?:ERR!|error) (?:enoent\b|(?:code |)(?:ENOENT|EACCES|EPERM|EROFS|EISDIR|ENOTDIR|EJSONPARSE|ENOTEMPTY|EEXIST|EXDEV|ENOTCACHED)\b)|\bMissing script: |\bmissing script: |\bFailed to parse (?:package\.json|JSON)\b|\bNo workspaces found\b|\bCommand "[\w:-]{1,60}" not found\b|\bCouldn't find the binary\b|\bCouldn't find a script named\b|\bERR_PNPM_NO_SCRIPT\w{0,20}|\bUsage Error: |\bUnknown Syntax Error: /i,
    example: 'npm error Missing script: "build:prod"',
    nearMiss: 'npm warn deprecated script-loader@0.7.2',
    source: 'npm 10, Yarn 1 and 4, pnpm 9',
  },
  {
    id: 'node-module-missing',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bCannot find (?:module|package) ['"`]|\bERR_MODULE_NOT_FOUND\b|\bMODULE_NOT_FOUND\b|\bERR_PACKAGE_PATH_NOT_EXPORTED\b|\bERR_REQUIRE_ESM\b|\bERR_UNSUPPORTED_DIR_IMPORT\b|\bModule not found: |\bCan't resolve '|\bfailed to resolve import "|\bCould not resolve "[^"]{1,200}"|\bCould not resolve '[^']{1,200}' (?:from|in)\b|\bUnable to resolve (?:path to module|dependency)\b|\bRollup failed to resolve\b/i,
    unless: /\bwarning\b|\beslint-disable/i,
    example: "Error: Cannot find module 'express'",
    nearMiss: 'Found module express in 12 ms',
    source: 'Node.js 24, webpack 5, Rollup 4, esbuild 0.28',
  },
  {
    id: 'node-version',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bdigital envelope routines::|\bERR_OSSL_EVP_UNSUPPORTED\b|\brequires a (?:minimum |peer |)?Node(?:\.js|) version\b|\b(?:requires|require|needs?) (?:at least )?Node(?:\.js|) ?(?:version |)(?:>|v|\d|\^)|\bNode(?:\.js|) (?:version )?v?\d[\w.]{0,20} (?:is )?(?:not supported|detected|is unsupported|no longer supported)|\bUnsupported engine\b|\bwas compiled against a different Node\.js version\b|\bnode: bad option\b|\bYou are using Node\.js \d|\bERR_UNKNOWN_FILE_EXTENSION\b|\bCannot find matching keyid\b/i,
    unless: /\bwarn/i,
    example: 'opensslErrorStack: [ error:03000086:digital envelope routines::initialization error ]',
    nearMiss: 'Now using node v24.1.0',
    source: 'Node.js 17 and later, OpenSSL 3',
  },
  {
    id: 'node-gyp',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bgyp ERR! (?:build error|configure error|stack Error: (?!.{0,200}\b(?:ECONNRESET|ETIMEDOUT|EAI_AGAIN|50[234]|timeout)\b))|\bnode-pre-gyp ERR! build error\b|\bCould not find any Python installation\b|\bprebuild-install ERR!/i,
    unless: /\b(?:ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|timeout)\b/i,
    example: 'gyp ERR! build error',
    nearMiss: 'gyp info it worked if it ends with ok',
    source: 'node-gyp 10',
  },
];
