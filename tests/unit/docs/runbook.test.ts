import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLASSES, KINDS } from '../../../shared/domain/diagnosis/cause.ts';
import { enCauses } from '../../../shared/domain/wording/en-causes.ts';
import { speaker } from '../../../shared/domain/wording/speak.ts';
import { zhCnCauses } from '../../../shared/domain/wording/zh-cn-causes.ts';
import { pictureOf, read, sectionsOf } from './pages.ts';

const MAX_ADVICE_CHARACTERS = 200;
/** What would end a node of a flowchart, or begin something else, instead of naming it. */
const WORDS_OF_MERMAID = [
  'class',
  'classDef',
  'click',
  'default',
  'end',
  'graph',
  'linkStyle',
  'style',
  'subgraph',
];
/** What Pipewatch asks of the services, as IAM names it. */
const LOOKUPS = [
  'codebuild:BatchGetBuildBatches',
  'codebuild:BatchGetBuilds',
  'codedeploy:BatchGetDeploymentTargets',
  'codedeploy:GetDeployment',
  'codedeploy:ListDeploymentTargets',
  'codepipeline:GetPipelineExecution',
  'codepipeline:ListActionExecutions',
  'codepipeline:ListPipelineExecutions',
  'codepipeline:ListPipelines',
  'codepipeline:ListRuleExecutions',
  'codepipeline:ListTagsForResource',
  'logs:GetLogEvents',
];

const languages = [
  {
    language: 'en' as const,
    file: 'runbook.md',
    other: 'runbook.zh-CN.md',
    causes: enCauses as Readonly<Record<keyof typeof enCauses, string>>,
    leads: ['**What it means.** ', '**How to check.** ', '**How to mend.** '],
    fullStop: '.',
  },
  {
    language: 'zh-CN' as const,
    file: 'runbook.zh-CN.md',
    other: 'runbook.md',
    causes: zhCnCauses,
    leads: ['**含义。** ', '**检查。** ', '**处理。** '],
    fullStop: '。',
  },
].map((it) => ({ ...it, text: read(`docs/${it.file}`), sections: sectionsOf(read(`docs/${it.file}`)) }));

describe.each(languages)('the causes in $language', ({ causes, fullStop }) => {
  it.each(KINDS)('name %s in a few words', (kind) => {
    expect(causes[`kind.${kind}`]).toMatch(/^[^\n.。{}]{3,60}$/u);
  });

  it.each(KINDS)('advise on %s in one sentence', (kind) => {
    const advice = causes[`advice.${kind}`];

    expect(advice).toMatch(/^[^\n{}]+$/u);
    expect(advice.length).toBeLessThanOrEqual(MAX_ADVICE_CHARACTERS);
    expect(advice.split(fullStop)).toEqual([advice.slice(0, -1), '']);
  });

  it.each(CLASSES)('say of %s whether trying again helps', (itsClass) => {
    expect(causes[`class.${itsClass}`]).toMatch(/^[^\n.。{}]{3,60}$/u);
  });

  it('say something else of each', () => {
    const texts = Object.values(causes);

    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toHaveLength(2 * KINDS.length + CLASSES.length);
  });
});

describe.each(languages)('$file', ({ language, file, other, causes, leads, text, sections }) => {
  const anchors = sections.map(({ anchor }) => anchor);
  const ofKinds = sections.filter(({ title }) => /^[a-z]/u.test(title));

  it('has a section for each kind in the order of the kinds, and for nothing else that looks like one', () => {
    expect(ofKinds.map(({ title }) => title)).toEqual([...KINDS]);
  });

  it.each(KINDS)("leads to %s by the kind's own name", (kind) => {
    expect(anchors.filter((anchor) => anchor === kind)).toHaveLength(1);
  });

  it.each(KINDS)(
    'says of %s what the message says, then what it means, how to check and how to mend',
    (kind) => {
      const section = ofKinds.find(({ title }) => title === kind)?.text ?? '';
      const speak = speaker(language);
      const cause = speak('label.line', { label: speak('label.cause'), value: causes[`kind.${kind}`] });

      expect(unwrapped(section)).toContain(
        `\n\n**${cause}**\n\n> ${causes[`advice.${kind}`]}\n\n${leads[0] ?? ''}`,
      );
      const places = leads.map((lead) => section.indexOf(lead));
      expect(places.every((place) => place > 0)).toBe(true);
      expect(places).toEqual([...places].sort((one, another) => one - another));
      expect(section.slice(places[1])).toContain('```sh\n');
    },
  );

  it('lists the kinds with their words, each with its link', () => {
    const rows = text.matchAll(/^\| \[(?<kind>[a-z-]+)\]\(#(?<anchor>[a-z-]+)\) +\| (?<words>.*?) *\|$/gmu);

    expect([...rows].map(({ groups }) => ({ ...groups }))).toEqual(
      KINDS.map((kind) => ({ kind, anchor: kind, words: causes[`kind.${kind}`] })),
    );
  });

  it('has no anchor twice and no link into the page that leads nowhere', () => {
    const targets = [...text.matchAll(/\]\(#(?<anchor>[^)]+)\)/gu)].map(({ groups }) => groups?.['anchor']);

    expect(new Set(anchors).size).toBe(anchors.length);
    expect(targets.filter((target) => !anchors.includes(target ?? ''))).toEqual([]);
  });

  it('links to itself in the other language', () => {
    expect(text.slice(0, 200)).toContain(`](${other})`);
  });

  it('draws the decision tree, with ends that are kinds', () => {
    const { edges, labels } = pictureOf(text);
    const sources = new Set(edges.map(([source]) => source));
    const ends = new Set(edges.map(([, target]) => target).filter((target) => !sources.has(target)));

    expect(edges.length).toBeGreaterThan(20);
    expect([...labels.keys()].filter((id) => WORDS_OF_MERMAID.includes(id))).toEqual([]);
    expect(new Set(edges.flat())).toEqual(new Set(labels.keys()));
    expect(ends).toEqual(new Set(['approval', 'stopped', 'condition', 'unknown', 'mend', 'done']));
    expect([...ends].map((id) => labels.get(id) ?? '').filter(isKind)).toEqual([
      'approval-rejected',
      'stopped',
      'condition',
      'unknown',
    ]);
  });

  it('says the decision tree in words, with the kinds that the picture ends in', () => {
    const tree = sections[2]?.text ?? '';
    const kinds = [...pictureOf(text).labels.values()].filter(isKind);

    expect(tree).toContain('```mermaid\n');
    expect([...tree.matchAll(/^\d\. \*\*/gmu)].length).toBeGreaterThanOrEqual(5);
    for (const kind of kinds) expect(tree).toContain(`[${kind}](#${kind})`);
    for (const itsClass of CLASSES) expect(tree).toContain(`\`${itsClass}\``);
  });

  it('lists each look-up with the IAM action that it takes', () => {
    const actions = [...text.matchAll(/^\| [^|]+ \| `(?<action>(?!dynamodb)[a-z]+:[A-Z]\w+)` +\|/gmu)];

    expect(actions.map(({ groups }) => groups?.['action']).sort()).toEqual(LOOKUPS);
  });

  it('explains each reason for which something is missing, in the words of the message', () => {
    const speak = speaker(language);

    for (const reason of ['throttled', 'slow', 'gone', 'failed'] as const)
      expect(text).toContain(`| \`${speak(`missing.${reason}`)}\` `);
    expect(text).toContain(`| \`${speak('missing.denied', { permission: '<permission>' })}\` `);
    expect(text).toContain(speak('missing.denied', { permission: 'logs:GetLogEvents' }));
  });

  it('names the lines of the message as the message does', () => {
    const speak = speaker(language);
    const howTo = sections[1]?.text ?? '';

    for (const label of ['cause', 'log', 'advice'] as const)
      expect(howTo).toMatch(new RegExp(`^\\d\\. .*["“]${speak(`label.${label}`)}["”]`, 'mu'));
    for (const label of ['missing', 'log'] as const) expect(text).toContain(speak(`label.${label}`));
  });

  it('names the saved queries, and resources that exist', () => {
    for (const name of queryNames()) expect(text).toContain(`\`pipewatch-prod/${name}\``);
    const resources = [...text.matchAll(/--logical-resource-id (?<id>\w+)/gu)].map(
      ({ groups }) => groups?.['id'],
    );
    expect([...new Set(resources)].sort()).toEqual([
      'DoraFailures',
      'NotifyFailures',
      'NotifyRedrive',
      'NotifyRole',
      'RetryFailures',
      'Table',
    ]);
    const infra = ['queues', 'roles', 'table'].map((subject) => read(`infra/${subject}.yml`)).join('\n');
    // infra/redrive.js names them after their functions.
    for (const id of resources.filter((it) => !it?.endsWith('Redrive')))
      expect(infra).toMatch(new RegExp(`^ {2}${id ?? ''}:$`, 'mu'));
  });

  it(`of ${file} has no name, address or path of a real account`, () => {
    expect(text).not.toMatch(/\b\d{12}\b|\/(?:home|root|Users|work)\//u);
  });
});

describe('both runbooks', () => {
  const [english, chinese] = languages.map(({ text }) => text);

  it('hold the same commands', () => {
    const commands = (text: string | undefined) =>
      [...(text ?? '').matchAll(/^ *```(?:sh|yaml)\n[^]*?^ *```$/gmu)].map(([block]) => block);

    expect(commands(chinese)).toEqual(commands(english));
    expect(commands(english).length).toBeGreaterThan(KINDS.length);
  });

  it('draw the same tree', () => {
    expect(pictureOf(chinese ?? '').edges).toEqual(pictureOf(english ?? '').edges);
  });

  it('list every permission to read that the functions have', () => {
    const permissions = [
      ...read('infra/roles.yml').matchAll(/\b(?:codepipeline|codebuild|codedeploy|logs):\w+/gu),
    ]
      .map(([permission]) => permission)
      .filter((permission) => /:(?:Get|List|BatchGet)/u.test(permission));

    const byRetryAlone = permissions.filter((it) => !LOOKUPS.includes(it));
    for (const text of [english, chinese])
      expect(byRetryAlone.filter((it) => !text?.includes(`\n| \`${it}\``))).toEqual([]);
  });
});

/** Quoted lines that are wrapped, in one. */
function unwrapped(text: string): string {
  return text.replace(/(?<=^> .*)\n> /gmu, ' ');
}

function isKind(label: string): boolean {
  return KINDS.some((kind) => kind === label);
}

function queryNames(): readonly string[] {
  const { Resources } = parse(read('infra/queries.yml')) as {
    Resources: Record<string, { Properties: { Name: string } }>;
  };
  return Object.values(Resources).map(({ Properties }) => Properties.Name.split('/')[1] ?? '');
}
