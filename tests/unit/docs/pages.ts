import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** What stands under a heading of a page, up to the next one. */
export interface Section {
  readonly title: string;
  readonly anchor: string;
  readonly text: string;
}

/** A file of the project, by its path from the root. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What stands under each heading. */
export function sectionsOf(text: string): readonly Section[] {
  const fences = [...text.matchAll(/^ *```[^]*?^ *```$/gmu)];
  const inFence = (index: number) =>
    fences.some((fence) => fence.index <= index && index < fence.index + fence[0].length);
  const headings = [...text.matchAll(/^#{1,6} (?<title>.+)$/gmu)].filter(({ index }) => !inFence(index));
  return headings.map((heading, position) => {
    const title = heading.groups?.['title'] ?? '';
    const end = headings[position + 1]?.index ?? text.length;
    return { title, anchor: anchorOf(title), text: text.slice(heading.index + heading[0].length, end) };
  });
}

/** As GitHub makes them: lower case, no punctuation but - and _, blanks as -. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** The picture's edges by the ids of its nodes, and the nodes' labels. */
export function pictureOf(text: string) {
  const picture = /```mermaid\nflowchart TD\n(?<lines>[^]*?)```/u.exec(text)?.groups?.['lines'] ?? '';
  const nodes = picture.matchAll(/\b(?<id>\w+)(?:\(\[|\[|\{)"(?<label>[^"]+)"/gu);
  const edges = picture.matchAll(/^ {2}(?<source>\w+)\S*.*? -->(?:\|[^|]+\|)? (?<target>\w+)/gmu);
  return {
    labels: new Map([...nodes].map(({ groups }) => [groups?.['id'] ?? '', groups?.['label'] ?? ''])),
    edges: [...edges].map(({ groups }) => [groups?.['source'] ?? '', groups?.['target'] ?? ''] as const),
  };
}
