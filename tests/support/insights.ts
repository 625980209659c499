/** Words of CloudWatch Logs Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const WORDS = 'as by and or not like asc desc'.split(' ');
const DISCOVERED = ['@timestamp', '@ingestionTime', '@message', '@logStream', '@log'];

/** A command of a query, with `~0`, `~1` in place of its regular expressions. */
export interface Command {
  readonly name: string;
  readonly rest: string;
  readonly expressions: readonly RegExp[];
}

/** Splits a query at its bars; a slash begins a regular expression after `like` and after the field of `parse`. */
export function commandsOf(query: string): readonly Command[] {
  const expressions: RegExp[] = [];
  const text = query
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/((?:\blike|\bparse @\w+) )\/((?:\\.|[^\\/\n])+)\//gu, (_, before: string, source: string) => {
      expressions.push(expressionOf(source));
      return `${before}~${expressions.length - 1}`;
    });
  return text.split('|').map((command) => {
    const [, name = '', rest = ''] = /^\s*(\w+)\s+([^]*?)\s*$/u.exec(command) ?? [];
    const places = [...rest.matchAll(/~(\d+)/gu)].map(([, place]) => Number(place));
    return { name, rest, expressions: places.flatMap((place) => expressions[place] ?? []) };
  });
}

/** Logs Insights takes `(?i)` where JavaScript has a flag. */
function expressionOf(source: string): RegExp {
  const insensitive = source.startsWith('(?i)');
  return new RegExp(insensitive ? source.slice('(?i)'.length) : source, insensitive ? 'iu' : 'u');
}

/** The names that a query uses and that no field has at that point; a stats command leaves only what it makes. */
export function unknownFields(commands: readonly Command[]): readonly string[] {
  const unknown: string[] = [];
  let known = [...DISCOVERED];
  for (const { name, rest, expressions } of commands) {
    const aliases = [...rest.matchAll(/\bas (@?\w+)/gu)].map(([, alias]) => alias ?? '');
    const used = namesIn(rest.replace(/\bas @?\w+/gu, ''));
    unknown.push(...used.filter((it) => !known.includes(it)).map((it) => `${name}: ${it}`));
    const groups = expressions.flatMap(({ source }) =>
      [...source.matchAll(/\(\?<(\w+)>/gu)].map(([, it]) => it ?? ''),
    );
    if (name !== 'stats') known.push(...aliases, ...groups);
    else known = [...aliases, ...namesIn((rest.split(' by ')[1] ?? '').replace(/\bas @?\w+/gu, ''))];
  }
  return unknown;
}

/** The names in an expression that are neither functions nor words of the language. */
function namesIn(expression: string): readonly string[] {
  return [...expression.replace(/~\d+|\b\d+\w*\b/gu, '').matchAll(/@?\b[A-Za-z]\w*\b(?!\()/gu)]
    .map(([name]) => name)
    .filter((name) => !WORDS.includes(name));
}
