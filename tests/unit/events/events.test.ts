import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Deps } from '../../../functions/notify/deps.ts';
import { notify } from '../../../functions/notify/notify.ts';
import {
  approvalsPattern,
  builds,
  deployments,
  failedStagesPattern,
  healedStagesPattern,
  pipelineStatesPattern,
} from '../../../infra/patterns.js';
import { matchesPattern } from '../../../local/aws/event-pattern.ts';
import { filled } from '../../../local/package.ts';
import { isApproval } from '../../../shared/domain/fact.ts';
import type { Fact } from '../../../shared/domain/fact.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { readFacts } from '../../../shared/schemas/event.ts';
import { readRetryInputs } from '../../../shared/schemas/retry-input.ts';
import { UnknownEventError } from '../../../shared/schemas/unknown-event-error.ts';

type Event = Readonly<Record<string, unknown>>;

const ROOT = join(import.meta.dirname, '../../../events');
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .sort();
const schedules = files.filter((file) => file.startsWith('schedule/'));
const understood = files.filter((file) => !schedules.includes(file));

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const eventIn = (file: string) => JSON.parse(textOf(file)) as Event;

function kindOf(event: Event): string {
  if ('Records' in event) return 'wrapped';
  if ('slot' in event) return 'input';
  return 'detail-type' in event ? 'raw' : 'processed';
}

function factIn(file: string): Fact {
  const [fact, ...more] = readFacts(eventIn(file));
  if (!fact || more.length > 0) throw new Error(`${file} does not hold one fact`);
  return fact;
}

/** What a fixture's name has to begin with: `stage-failed` for a stage that failed. */
function beginningOf(fact: Fact): string {
  const state = fact.state.toLowerCase().replaceAll('_', '-');
  if (fact.source !== 'pipeline') return `${fact.source}-${state}`;
  if (!isApproval(fact)) return `${fact.level}-${state}`;
  return `approval-${state === 'failed' ? 'rejected' : state}`;
}

describe('the index of the fixtures', () => {
  const rows = textOf('README.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, file]) => file?.endsWith('.json'))
    .map(([, file = '', kind = '', shape = '', shows = '']) => ({ file, kind, shape, shows }));

  it('lists every file once, and no file that does not exist', () => {
    expect(rows.map(({ file }) => file).sort()).toEqual(files);
    expect(files.length).toBeGreaterThanOrEqual(30);
  });

  it.each(rows)('tells the kind of $file, where its shape comes from and what it shows', (row) => {
    expect(row.kind).toBe(kindOf(eventIn(row.file)));
    expect(row.shape).toMatch(/^(?:\[\w+\]|recorded shape|by analogy|our own)$/u);
    expect(row.shows).not.toBe('');
  });

  it('has an address for every page that it names', () => {
    const pages = rows.flatMap(({ shape }) => /^\[\w+\]$/u.exec(shape) ?? []);

    for (const page of new Set(pages))
      expect(textOf('README.md')).toContain(`\n${page}: https://docs.aws.amazon.com/`);
  });
});

describe('a fixture', () => {
  it.each(understood)('is one fact, of the level and the state in its name: %s', (file) => {
    const name = basename(file, '.json').replace(/^processed-/u, '');

    expect(`${name}-`.startsWith(`${beginningOf(factIn(file))}-`)).toBe(true);
  });

  it.each(files)('stands in the folder of what sent it: %s', (file) => {
    const event = eventIn(file);
    const { source = kindOf(event) === 'input' ? 'aws.scheduler' : 'a topic' } = event;
    const folders: Readonly<Record<string, string>> = {
      'aws.codepipeline': 'codepipeline',
      'aws.codedeploy': 'codedeploy',
      'aws.codebuild': 'codebuild',
      'aws.scheduler': 'schedule',
      'aws.events': 'schedule',
      'a topic': 'sns',
    };

    expect(dirname(file)).toBe(folders[source as string]);
  });

  // https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
  it.each([
    ['pipeline', 'STARTED SUCCEEDED FAILED RESUMED STOPPING STOPPED CANCELED SUPERSEDED'],
    ['stage', 'STARTED SUCCEEDED FAILED RESUMED STOPPING STOPPED CANCELED'],
    ['action', 'STARTED SUCCEEDED FAILED CANCELED ABANDONED'],
  ])('exists for every documented state of a %s', (level, states) => {
    const facts = understood.map(factIn).filter((fact) => fact.source === 'pipeline');
    const known = facts.filter((fact) => fact.level === level && !isApproval(fact)).map(({ state }) => state);

    expect([...new Set(known)].sort()).toEqual(states.split(' ').sort());
  });

  it.each(['raw', 'processed', 'wrapped', 'input'])('exists in the %s shape', (kind) => {
    expect(files.map((file) => kindOf(eventIn(file)))).toContain(kind);
  });

  it.each(files.filter((file) => file.startsWith('codepipeline/')))(
    'has the version of its pipeline as it is on the wire, a float but for the oldest: %s',
    (file) => {
      expect(textOf(file)).toMatch(file.includes('2018') ? /"version": \d+,/u : /"version": \d+\.0\b/u);
    },
  );

  it.each(files)('names nobody real, by address or by account: %s', (file) => {
    const domains = [...textOf(file).matchAll(/[\w.+-]+@([\w.-]+)/gu)].map(([, domain]) => domain);
    // Twelve digits that are a word of their own: the last part of an id is none.
    const accounts = textOf(file).match(/(?<![\w-])\d{12}(?!\w)/gu);

    expect(domains.filter((domain) => domain !== 'example.com')).toEqual([]);
    // Only the input of a schedule names none.
    expect(new Set(accounts ?? (kindOf(eventIn(file)) === 'input' ? ['111122223333'] : []))).toEqual(
      new Set(['111122223333']),
    );
  });

  it.each([
    ['sns/processed-stage-failed.json', 'codepipeline/processed-stage-failed-four-actions.json'],
    ['sns/processed-approval-started.json', 'codepipeline/processed-approval-started.json'],
    ['codebuild/processed-build-failed.json', 'codebuild/build-failed.json'],
  ])('is the same fact in another shape: %s, %s', (file, other) => {
    expect(factIn(file)).toEqual(factIn(other));
  });

  it.each([
    ['codepipeline/pipeline-failed-china.json', 'aws-cn'],
    ['codepipeline/action-failed-codebuild-china.json', 'aws-cn'],
    ['codepipeline/pipeline-failed-govcloud.json', 'aws-us-gov'],
  ])('happened in the partition that its name tells: %s', (file, partition) => {
    expect(factIn(file).place.partition).toBe(partition);
  });

  it('of an action in another Region happened in the Region of its pipeline', () => {
    const { detail } = eventIn('codepipeline/action-started-cross-region.json') as { detail: Event };
    const { place } = factIn('codepipeline/action-started-cross-region.json');

    expect([place.region, detail['region']]).toEqual(['eu-west-1', 'us-east-1']);
  });

  it.each(schedules)(
    'of a schedule is refused by notify, before anything is asked or sent: %s',
    async (file) => {
      await expect(notify({} as Deps, eventIn(file), () => 30_000)).rejects.toThrow(UnknownEventError);
    },
  );
});

describe('the input of a schedule of retry', () => {
  it('is about the stage that failed in the fixture of that name', () => {
    const [failed] = readRetryInputs(eventIn('codepipeline/stage-failed.json'));
    const [due] = readRetryInputs(eventIn('schedule/retry-due.json'));

    expect(failed).toMatchObject({ what: 'failed', run: due?.run });
    expect(due).toMatchObject({ what: 'due', due: { slot: 1, try: 1 } });
  });
});

describe('the rule', () => {
  const configuration = readConfiguration({});
  const rules = {
    'for pipelines': pipelineStatesPattern(configuration),
    'for approvals': approvalsPattern(configuration),
    'for deployments': deployments(),
    'for builds': builds(),
    'for stages that failed': failedStagesPattern(configuration),
    'for stages that were healed': healedStagesPattern(configuration),
  };
  const letThrough = (pattern: object) =>
    files.filter((file) => matchesPattern(filled(pattern), eventIn(file)));

  it.each([
    [
      'for pipelines',
      [
        'codepipeline/pipeline-canceled.json',
        'codepipeline/pipeline-failed-branch.json',
        'codepipeline/pipeline-failed-china.json',
        'codepipeline/pipeline-failed-govcloud.json',
        'codepipeline/pipeline-failed.json',
        'codepipeline/pipeline-resumed.json',
        'codepipeline/pipeline-started-2018-fields.json',
        'codepipeline/pipeline-started-by-role.json',
        'codepipeline/pipeline-started-by-rule.json',
        'codepipeline/pipeline-stopped.json',
        'codepipeline/pipeline-succeeded-branch.json',
        'codepipeline/pipeline-succeeded-tag.json',
        'codepipeline/pipeline-succeeded.json',
      ],
    ],
    [
      'for approvals',
      [
        'codepipeline/approval-abandoned.json',
        'codepipeline/approval-rejected.json',
        'codepipeline/approval-started.json',
      ],
    ],
    [
      'for deployments',
      [
        'codedeploy/deployment-failure.json',
        'codedeploy/deployment-stop.json',
        'codedeploy/deployment-success.json',
      ],
    ],
    [
      'for builds',
      [
        'codebuild/build-failed-no-buildspec.json',
        'codebuild/build-failed.json',
        'codebuild/build-timed-out.json',
      ],
    ],
    [
      'for stages that failed',
      ['codepipeline/stage-failed-after-retry.json', 'codepipeline/stage-failed.json'],
    ],
    ['for stages that were healed', ['codepipeline/stage-succeeded-after-retry.json']],
  ] as const)('%s lets through what it is for, and nothing else', (name, wanted) => {
    expect(letThrough(rules[name])).toEqual(wanted);
  });

  it.each(Object.entries(rules))('%s lets only raw events through', (_name, pattern) => {
    expect(new Set(letThrough(pattern).map((file) => kindOf(eventIn(file))))).toEqual(new Set(['raw']));
  });
});
