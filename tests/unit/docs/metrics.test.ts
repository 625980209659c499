import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../../shared/domain/dora/metrics.ts';
import { busy } from '../../support/dora-reports.ts';
import { read, sectionsOf } from './pages.ts';

const PAGES = ['docs/metrics.md', 'docs/metrics.zh-CN.md'];

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  it('names each metric that is published, with its unit', () => {
    const rows = [...text.matchAll(/^\| `(?<name>\w+)` +\| (?<unit>Count|Percent|Seconds) /gmu)];
    const described = rows.map(({ groups }) => [groups?.['name'], groups?.['unit']]);
    const published = metricsOf(busy).map(({ name, unit }) => [name, unit]);

    expect(described).toEqual([...published, ['PipelinesAboveFailureThreshold', 'Count']]);
  });

  it('leads to its own sections only', () => {
    const anchors = sectionsOf(text).map(({ anchor }) => anchor);
    const links = [...text.matchAll(/\]\(#(?<anchor>[^)]+)\)/gu)].map(({ groups }) => groups?.['anchor']);

    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
  });
});

it('both pages have the same sections', () => {
  const [english, chinese] = PAGES.map((page) => sectionsOf(read(page)).length);

  expect(chinese).toBe(english);
});
