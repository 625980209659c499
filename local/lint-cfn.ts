import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageService } from './package.ts';

/** `npm run lint:cfn`: cfn-lint on the template as it would be deployed and on those of the kit, where it is installed. */

/** osls writes a DependsOn beside the role that a function refers to anyway. */
const ALLOWED = ['W3005'];
const KIT = ['pipeline', 'alarm', 'validation-hook'].map((name) => `app-kit/${name}.yml`);
const TIME_LIMIT_MS = 120_000;

/** In each partition, and with each of the parameters that change what is in the template. */
const VARIANTS = [
  ['--param=email=team@example.com', '--param=tracing=Active'],
  ['--param=topic=arn:aws:sns:eu-west-1:111122223333:news', '--param=email=team@example.com'],
  ['--region=cn-north-1', '--param=architecture=x86_64'],
  ['--region=us-gov-west-1'],
];

const templates: string[] = [];
for (const [index, options] of VARIANTS.entries()) {
  const { folder } = await packageService(`lint-${index}`, ...options);
  templates.push(join(folder, 'cloudformation-template-update-stack.json'));
}
const { error, status, stdout, stderr } = spawnSync(
  'cfn-lint',
  ['--format', 'json', '--', ...templates, ...KIT],
  { encoding: 'utf8', timeout: TIME_LIMIT_MS },
);
if (error) {
  const missing = 'code' in error && error.code === 'ENOENT';
  console.error(
    missing ? 'cfn-lint is not installed (pip install cfn-lint), so nothing was checked.' : error.message,
  );
  process.exit(missing ? 0 : 1);
}

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly unknown[] };
}
const matches = readMatches(stdout);
const bad = matches.filter(({ Rule }) => !ALLOWED.includes(Rule.Id));
for (const { Rule, Level, Message, Location } of bad)
  console.error(`${Rule.Id} ${Level} at ${Location.Path.join('/')}: ${Message}`);
console.log(
  `${templates.length + KIT.length} templates: ${bad.length} errors and warnings; ${matches.length - bad.length} of ${ALLOWED.join(', ')}, which osls makes itself`,
);
process.exitCode = bad.length === 0 ? 0 : 1;

function readMatches(text: string): readonly Match[] {
  try {
    return JSON.parse(text) as readonly Match[];
  } catch {
    throw new Error(`cfn-lint ended with ${String(status)}: ${stderr}`);
  }
}
