import type { Rule } from '../rule.ts';

/** pip, Poetry, uv, pipenv, conda and Python itself. */
export const PYTHON: readonly Rule[] = [
  {
    id: 'pip-no-version',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bNo matching distribution found\b|\bCould not find a version that satisfies\b|\bResolutionImpossible\b|\bconflicting dependencies\b|\bTHESE PACKAGES DO NOT MATCH THE HASHES\b|\bpackages do not match the hashes\b|\bIn --require-hashes mode\b|\bHash mismatch for\b|\bInvalid requirement\b|\bInvalidRequirement\b|\bCannot uninstall '|\bCould not open requirements file\b|\brequires a different Python\b|\bRequires-Python\b.{0,60}\bnot in\b|\bexternally-managed-environment\b|\bis not a supported wheel\b|\bdoes not appear to be a Python project\b|\bNeither 'setup\.py' nor 'pyproject\.toml' found\b/i,
    example: 'ERROR: No matching distribution found for fastapi==99.0',
    nearMiss: 'Requirement already satisfied: fastapi==0.110.0',
    source: 'pip 24',
  },
  {
    id: 'pip-build',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bFailed building wheel for\b|\bmetadata-generation-failed\b|\bFailed to build installable wheels\b|\bCould not build wheels for\b|\bpg_config executable not found\b|\bmysql_config(?: executable|: |) not found\b|\bPython\.h: No such file\b|\berror: command '.{1,100}' failed\b|\bMicrosoft Visual C\+\+ .{0,20} is required\b|\bRust compiler\b.{0,80}\b(?:required|not found|install)|\bcan't find Rust compiler\b|\bBackendUnavailable\b|\bFailed to build `/i,
    unless: /\bwarning\b/i,
    example: 'ERROR: Failed building wheel for psycopg2',
    nearMiss: 'Building wheel for psycopg2 (setup.py): finished with status done',
    source: 'pip 24, setuptools 70',
  },
  {
    id: 'python-lockfile',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bpoetry\.lock (?:is not (?:up to date|consistent|compatible)|was last generated)|\bchanged significantly since poetry\.lock\b|\bversion solving failed\b|\bUnable to find installation candidates for\b|\bNo solution found when resolving\b|\bThe lockfile at `.{1,80}` needs to be updated\b|\buv\.lock\b.{0,60}\b(?:outdated|needs|not up)|\bPipfile\.lock .{0,60}\bout of date\b|\bYour dependencies could not be resolved\b|\bLocking failed\b|\bResolvePackageNotFound\b|\bPackagesNotFoundError\b|\bLibMambaUnsatisfiableError\b|\bUnsatisfiableError\b|\bcurrent project's (?:supported )?Python (?:requirement|version)\b|\bNo interpreter found for Python\b|\bsupported Python range\b|\bGroup\(s\) not found\b|\bPython version \(.{1,40}\) is not allowed by the project\b|\brequirements are unsatisfiable\b|\bThe Poetry configuration is invalid\b|\bis not compatible with some of the required packages\b|\bBecause every version of .{1,200} depends on\b|\bBecause .{1,200} depends on .{1,200}(?:version solving|is forbidden|doesn't match|unsatisfiable)/i,
    example: 'pyproject.toml changed significantly since poetry.lock was last generated.',
    nearMiss: 'Installing dependencies from lock file',
    source: 'Poetry 1.8, uv 0.5, pipenv 2024, conda 24',
  },
  {
    id: 'python-import',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern: /\bModuleNotFoundError\b|\bNo module named ['"\w]|\bImportError: /i,
    unless: /\bWARNING\b/i,
    example: "ModuleNotFoundError: No module named 'requests'",
    nearMiss: 'Importing module requests',
    source: 'Python 3.13',
  },
  {
    id: 'python-syntax',
    kind: 'compile',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:IndentationError|TabError): |\bSyntaxError: (?!Unexpected (?:token|end of JSON).{0,60}JSON)/i,
    example: 'SyntaxError: invalid syntax',
    nearMiss: 'SyntaxErrorHandler registered',
    source: 'Python 3.13, Node.js 24',
  },
  {
    id: 'uv-fetch',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bCaused by: (?:operation timed out|connection (?:reset|closed)|error reading a body|request or response body error|tcp connect error|dns error)|\bAll attempts to connect to \S{1,200} failed\b|\bConnectionError: HTTPS?ConnectionPool\b|\bpip\._vendor\.urllib3\.exceptions\.(?:ReadTimeout|Protocol|IncompleteRead)|\bFailed to extract archive: .{0,80}\bunexpected end of file\b|\bCondaHTTPError: HTTP (?:000|50[0234])\b/i,
    unless: /\bcertificate\b|\b127\.0\.0\.1\b|\blocalhost\b|\bhost=["'][\w-]{1,60}["']|\bCERTIFICATE_VERIFY/i,
    example: '  Caused by: connection closed before message completed',
    nearMiss: '  Caused by: invalid peer certificate: UnknownIssuer',
    source: 'uv 0.5, Poetry 1.8, conda 24',
  },
];
