/** What tools write beside what matters: colours, bars, redraws, lists. Seeded, so that a log is the same each time. */

const ESC = '\u001B';

/** Numbers between 0 and 1 that look random and depend on the seed alone (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const red = (text: string): string => `${ESC}[31m${text}${ESC}[39m`;
export const green = (text: string): string => `${ESC}[32m${text}${ESC}[0m`;
export const yellow = (text: string): string => `${ESC}[33m${text}${ESC}[0m`;
export const cyan = (text: string): string => `${ESC}[36m${text}${ESC}[39m`;
export const bold = (text: string): string => `${ESC}[1m${text}${ESC}[22m`;
export const dim = (text: string): string => `${ESC}[2m${text}${ESC}[22m`;
/** A hyperlink as terminals know it (OSC 8). */
export const link = (text: string, url: string): string =>
  `${ESC}]8;;${url}${ESC}\\${text}${ESC}]8;;${ESC}\\`;

/** `count` lines from a template. */
export function lines<T>(count: number, line: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

/** One line that was drawn again and again over itself. */
export function redrawn(count: number, draw: (share: number) => string, last = ''): string {
  return `${lines(count, (index) => draw((index + 1) / count)).join('\r')}${last === '' ? '' : `\r${ESC}[K${last}`}`;
}

/** `[=====>    ] 45%` */
export function bar(share: number, width = 40): string {
  const done = Math.round(share * width);
  return `[${'='.repeat(done)}>${' '.repeat(width - done)}] ${Math.round(share * 100)}%`;
}

const WORDS =
  'atlas birch cedar delta ember fjord grove heron inlet jetty knoll larch maple north olive pearl'.split(
    ' ',
  );

/** A name of a package that nobody has to know. */
export function word(index: number): string {
  return `${WORDS[index % WORDS.length] ?? ''}-${WORDS[(index * 7 + 3) % WORDS.length] ?? ''}`;
}

/** Layers of an image, pulled as docker writes it to a terminal or to a file. */
export function dockerPull(layers: number, seed: number): string[] {
  const random = seeded(seed);
  const ids = lines(layers, () =>
    Math.floor(random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0'),
  );
  return [
    ...ids.map((id) => `${id}: Pulling fs layer`),
    ...ids.slice(0, 3).map((id) => `${id}: Waiting`),
    ...ids.map((id) =>
      redrawn(
        12,
        (share) =>
          `${id}: Downloading ${bar(share, 50).replace(/\d+%$/u, '')} ${Math.round(share * 43)}MB/43MB`,
      ),
    ),
    ...ids.flatMap((id) => [`${id}: Verifying Checksum`, `${id}: Download complete`, `${id}: Pull complete`]),
  ];
}

/** A list of files of a registry, as maven writes it without -q. */
export function mavenDownloads(count: number): string[] {
  return lines(count, (index) => {
    const path = `https://repo.example.com/maven2/org/example/${word(index)}/1.${index}/${word(index)}-1.${index}.pom`;
    return [
      `[INFO] Downloading from central: ${path}`,
      redrawn(4, (share) => `Progress (1): ${Math.round(share * 9)}/9 kB`, ''),
      `[INFO] Downloaded from central: ${path} (9.${index % 10} kB at ${40 + index} kB/s)`,
    ];
  }).flat();
}
