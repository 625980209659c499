import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UpdateDeploymentGroupInput$ } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../shared/domain/diagnosis/cause.ts';
import { isInstalled, KIT, run, temporaryFolder } from '../../app-kit/kit.ts';
import { problemsIn } from '../../app-kit/shapes.ts';
import { read, sectionsOf } from './pages.ts';

const ROOT = join(KIT, '..');

/** What of the kit keeps each kind from coming, or says more of it. */
const PIECES: Partial<Record<Kind, readonly string[]>> = {
  'registry-rate-limit': ['scripts/retry.sh', 'buildspecs/docker.yml'],
  network: ['scripts/retry.sh'],
  dns: ['scripts/retry.sh'],
  'aws-throttling': ['scripts/retry.sh'],
  timeout: ['scripts/retry.sh', 'scripts/health_check.sh', 'pipeline.yml'],
  conflict: ['pipeline.yml'],
  permission: ['pipeline.yml'],
  credentials: ['buildspecs/docker.yml'],
  config: ['buildspec.yml', 'appspec.yml', 'deployment-group.json', 'pipeline.yml'],
  image: ['buildspecs/docker.yml'],
  command: ['scripts/step.sh'],
  'deploy-health': [
    'appspec.yml',
    'deployment-group.json',
    'scripts/health_check.sh',
    'scripts/start.sh',
    'validation-hook.yml',
  ],
  alarm: ['alarm.yml', 'deployment-group.json'],
  unknown: ['scripts/step.sh'],
};

describe.each([
  ['docs/runbook.md', '**App kit.** '],
  ['docs/runbook.zh-CN.md', '**应用套件。** '],
])('%s', (file, lead) => {
  const paragraphs = sectionsOf(read(file)).flatMap(({ title, text }) =>
    text
      .split('\n\n')
      .filter((paragraph) => paragraph.startsWith(lead))
      .map((paragraph) => ({ title, pieces: linksIn(paragraph) })),
  );

  it('names, for each kind that the kit helps with, the pieces that do', () => {
    const found = paragraphs.map(({ title, pieces }) => [
      title,
      pieces.map((it) => it.replace('../app-kit/', '')).sort(),
    ]);

    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(PIECES).map(([kind, pieces]) => [kind, [...pieces].sort()])),
    );
  });

  it.each(paragraphs)('names under $title what exists', ({ pieces }) => {
    expect(pieces.filter((piece) => !existsSync(join(ROOT, 'docs', piece)))).toEqual([]);
  });
});

describe.each([
  ['app-kit/README.md', 'README.md'],
  ['app-kit/README.zh-CN.md', 'README.zh-CN.md'],
])('%s', (file, readme) => {
  const text = read(file);

  it('names every file of the kit in its table', () => {
    const files = readdirSync(KIT, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(KIT, join(entry.parentPath, entry.name)));
    const table = text
      .split('\n')
      .filter((line) => line.startsWith('| ['))
      .flatMap(linksIn);

    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((it) => !it.startsWith('README') && !table.includes(it))).toEqual([]);
  });

  it('leads only to what exists', () => {
    const missing = linksIn(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = join(KIT, path);
      if (!existsSync(target)) return true;
      return (
        anchor !== undefined &&
        statSync(target).isFile() &&
        !sectionsOf(readFileSync(target, 'utf8')).some((section) => section.anchor === anchor)
      );
    });

    expect(missing).toEqual([]);
  });

  it(`is linked from ${readme}`, () => {
    expect(linksIn(read(readme))).toContain(file);
  });

  it('uses options that the scripts know', async () => {
    for (const script of ['retry.sh', 'health_check.sh']) {
      const { stdout } = await run('sh', [join(KIT, 'scripts', script), '--help']);
      const lines = codeIn(text).flatMap((block) =>
        block.split('\n').filter((line) => line.startsWith(`sh scripts/${script}`)),
      );
      const options = lines.flatMap((line) =>
        [...(line.split(' -- ')[0] ?? '').matchAll(/--[a-z-]+/gu)].map(([option]) => option),
      );

      expect(lines.length).toBeGreaterThan(0);
      expect(options.filter((option) => !stdout.includes(`  ${option} `))).toEqual([]);
    }
  });
});

describe('both READMEs of the kit', () => {
  const [english = [], chinese = []] = ['app-kit/README.md', 'app-kit/README.zh-CN.md'].map((file) =>
    codeIn(read(file)),
  );

  it('hold the same commands, lines and queries', () => {
    expect(english.length).toBeGreaterThan(7);
    expect(chinese).toEqual(english);
  });

  it('show a log as step.sh writes it, which the queries understand', async () => {
    const [demo = ''] = english.filter((block) => block.includes('step.sh run TEST demo'));
    const folder = temporaryFolder();
    cpSync(join(KIT, 'scripts'), join(folder, 'checkout/scripts'), { recursive: true });
    const commands = demo.replace('cd ../checkout', 'cd checkout');

    const { stdout } = await run('bash', ['-c', commands], { cwd: folder, env: { TMPDIR: folder } });

    const marks = /^\[(?:START|TEST|RESULT|DIAG|END)\]/gmu;
    expect([...stdout.matchAll(marks)].map(([mark]) => mark)).toEqual(
      expect.arrayContaining(['[START]', '[TEST]', '[RESULT]', '[DIAG]', '[END]']),
    );
    const [failures, slowest] = english.flatMap((block) =>
      [...block.matchAll(/^parse @message \/(.+)\/$/gmu)].map(([, it]) => new RegExp(it ?? '', 'mu')),
    );
    expect(failures?.exec(stdout)?.groups).toEqual({ step: 'demo', code: '1' });
    expect(slowest?.exec('[RESULT] step=compile status=SUCCEEDED seconds=22')?.groups).toEqual({
      step: 'compile',
      seconds: '22',
    });
  });

  it.skipIf(!isInstalled('jq'))('make the input of UpdateDeploymentGroup', () => {
    const [program] = english.flatMap((block) =>
      [...block.matchAll(/^jq '(.+)' \\$/gmu)].map(([, it]) => it),
    );

    const { stdout } = spawnSync('jq', [program ?? '', join(KIT, 'deployment-group.json')], {
      encoding: 'utf8',
    });

    expect(problemsIn(UpdateDeploymentGroupInput$, JSON.parse(stdout))).toEqual([]);
  });
});

function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\((?<link>(?!https?:)[^)#][^)]*)\)/gu)].map(
    ({ groups }) => groups?.['link'] ?? '',
  );
}

/** The blocks of code, without the indentation of a list. */
function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/^(?<indent> *)```(?:sh|text)\n(?<code>[^]*?)^ *```$/gmu)].map(({ groups }) =>
    (groups?.['code'] ?? '').replaceAll(new RegExp(`^${groups?.['indent'] ?? ''}`, 'gmu'), ''),
  );
}
