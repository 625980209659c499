import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { alone } from './alone.ts';

const ROOT = join(import.meta.dirname, '..');
const BUILD = join(ROOT, '.build');
const SERVERLESS = join(ROOT, 'node_modules/serverless/bin/serverless.js');
const TIME_LIMIT_MS = 120_000;
/** Where the local runs take place; the account is the documentation's. */
export const LOCAL = { Partition: 'aws', Region: 'eu-west-1', AccountId: '111122223333' };

/** A service as it would be deployed. */
export interface Package {
  readonly folder: string;
  readonly template: {
    readonly Resources: Readonly<Record<string, Resource>>;
    readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
  };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Packages the service into a folder below .build/, as `sls package` does; throws what it said when it fails. */
export async function packageService(stage: string, ...options: readonly string[]): Promise<Package> {
  const folder = join(BUILD, stage);
  const where = options.some((it) => it.startsWith('--region=')) ? [] : [`--region=${LOCAL.Region}`];
  const args = ['package', '--stage', stage, '--package', folder, ...where, ...options];
  mkdirSync(BUILD, { recursive: true });
  // Two at once would disturb each other in the folders that osls and its plugin work in.
  await alone(join(BUILD, 'packaging'), TIME_LIMIT_MS, () =>
    promisify(execFile)(process.execPath, [SERVERLESS, ...args], { cwd: ROOT, timeout: TIME_LIMIT_MS }),
  );
  const text = readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  return { folder, template: JSON.parse(text) as Package['template'] };
}

/** The names and the contents of the files in a function's zip. */
export function readZip({ folder }: Package, name: string): Readonly<Record<string, Uint8Array>> {
  return unzipSync(readFileSync(join(folder, `${name}.zip`)));
}

/** Unpacks a function's zip as Lambda does, and gives the path of its handler's file. */
export function unpack(built: Package, name: string): string {
  rmSync(join(built.folder, name), { recursive: true, force: true });
  for (const [path, content] of Object.entries(readZip(built, name))) {
    const file = join(built.folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return join(built.folder, name, `functions/${name}/handler.js`);
}

/** A function's environment, as the template has it. */
export function environmentOf({ template }: Package, name: string): Readonly<Record<string, string>> {
  const { Environment } = functionOf(template, name).Properties as {
    Environment: { Variables: Record<string, string> };
  };
  return Environment.Variables;
}

/** The patterns of the rules that invoke a function, with the local account's values filled in. */
export function patternsOf(
  { template }: Package,
  name: string,
): readonly Readonly<Record<string, unknown>>[] {
  const target = JSON.stringify({ 'Fn::GetAtt': [logicalIdOf(name), 'Arn'] });
  return Object.values(template.Resources)
    .filter(
      (it) => it.Type === 'AWS::Events::Rule' && JSON.stringify(it.Properties['Targets']).includes(target),
    )
    .filter(({ Properties }) => Properties['State'] !== 'DISABLED')
    .map(({ Properties }) => filled(Properties['EventPattern'] as object));
}

function functionOf(template: Package['template'], name: string): Resource {
  const found = template.Resources[logicalIdOf(name)];
  if (found) return found;
  throw new Error(`serverless.yml has no function ${name}`);
}

function logicalIdOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;
}

/** A part of a template with the local account's values in place of CloudFormation's. */
export function filled(part: object): Readonly<Record<string, unknown>> {
  const text = Object.entries(LOCAL).reduce(
    (json, [key, value]) => json.replaceAll(`\${AWS::${key}}`, value),
    JSON.stringify(part).replace(/\{"Fn::Sub":("[^"]*")\}/gu, '$1'),
  );
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
