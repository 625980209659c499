import * as z from 'zod/mini';
import { CLASSES, KINDS } from '../domain/diagnosis/cause.ts';
import { PIPELINE_STATES, SEVERITIES } from '../domain/settings.ts';
import type { Settings } from '../domain/settings.ts';
import { isTimeZone } from '../domain/time.ts';
import { doraSection } from './dora-configuration.ts';
import { parseConfiguration } from './faults.ts';
import { retrySection } from './retry-configuration.ts';

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

function text(pattern: RegExp, allowed: string) {
  return z.string(allowed).check(z.regex(pattern, allowed));
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `one of ${values.join(', ')}`);
}

function listOf<Item extends z.ZodMiniType>(item: Item, allowed: string) {
  return z.array(item, `a list of ${allowed}`).check(z.maxLength(500, `at most 500 ${allowed}`));
}

/** A mapping with known keys only, all of which have defaults. */
function section<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  const known = `known here: ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known : `a mapping (${known})`),
  });
}

const pattern = text(
  /^(?!.*\*\*)[A-Za-z0-9.@_*-]{1,100}$/u,
  'a pipeline name of letters, digits, . @ _ -, where * stands for anything',
);
const address = text(/^[^\s@<>,]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/u, 'an e-mail address');
const topicName = text(/^[A-Za-z0-9_-]{1,256}$/u, 'a topic name of letters, digits, _ and -');
const topicArn = text(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/u,
  "a standard topic's ARN, arn:<partition>:sns:<region>:<account>:<name>",
);
const tagKey = text(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, "a tag's key of at most 128 characters");
const owner = text(
  /^[\p{L}\p{N}_.:/=+\-@ ]{1,100}$/u,
  'a name of at most 100 letters, digits, blanks and _.:/=+-@',
);

const logGroup = text(/^[\w./#*-]{1,512}$/u, "a log group's name, where * stands for anything");
const ruleId = text(/^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/u, 'a name of lower-case letters, digits and -');
const expression = z.optional(
  z
    .string('a regular expression of at most 300 characters')
    .check(z.refine(isExpression, 'a regular expression of at most 300 characters')),
);
const userRule = section({
  id: ruleId,
  kind: oneOf(KINDS),
  class: oneOf(CLASSES),
  code: expression,
  phase: expression,
  line: expression,
}).check(
  z.refine(
    ({ code, phase, line }) => [code, phase, line].filter((it) => it !== undefined).length === 1,
    'exactly one of code, phase and line',
  ),
);

const allowedSettings = section({
  pipelines: z.prefault(
    section({
      include: z._default(
        listOf(pattern, 'pipeline names').check(z.minLength(1, 'at least one pipeline name')),
        ['*'],
      ),
      exclude: z._default(listOf(pattern, 'pipeline names'), []),
    }),
    {},
  ),
  notify: z.prefault(
    section({
      mutedStates: z._default(listOf(oneOf(PIPELINE_STATES), 'pipeline states'), ['STOPPING', 'SUPERSEDED']),
      success: z._default(oneOf(['always', 'recovery']), 'always'),
      builds: z._default(z.boolean('true or false'), true),
      deployments: z._default(z.boolean('true or false'), true),
    }),
    {},
  ),
  email: z.prefault(
    section({
      addresses: z._default(listOf(address, 'e-mail addresses'), []),
      severities: z._default(
        listOf(oneOf(SEVERITIES), 'severities').check(z.minLength(1, 'at least one severity')),
        ['warning', 'critical'],
      ),
    }),
    {},
  ),
  diagnosis: z.prefault(
    section({
      rules: z._default(listOf(userRule, 'rules'), []),
      classes: z._default(z.record(ruleId, oneOf(CLASSES), 'a mapping from kinds or rules to classes'), {}),
      logGroups: z._default(listOf(logGroup, 'log group names'), ['/aws/codebuild/*', '/aws/codepipeline/*']),
    }),
    {},
  ),
  retry: z.prefault(retrySection, {}),
  dora: z.prefault(doraSection, {}),
  runbookUrl: z.optional(text(/^https:\/\/[!-;=?-_a-~]{4,500}$/u, 'an address that begins with https://')),
  owners: z.prefault(
    section({
      tag: z.optional(tagKey),
      map: z._default(z.record(pattern, owner, 'a mapping from pipeline names to owners'), {}),
    }),
    {},
  ),
  topic: z.prefault(
    section({ name: z.optional(topicName), arn: z.optional(topicArn) }).check(
      z.refine(
        ({ name, arn }) => name === undefined || arn === undefined,
        'either a name or an arn, not both',
      ),
    ),
    {},
  ),
  language: z._default(oneOf(['en', 'zh-CN']), 'en'),
  timeZone: z._default(
    z
      .string('a zone of the IANA database, for example Asia/Shanghai')
      .check(z.refine(isTimeZone, 'a zone of the IANA database, for example Asia/Shanghai')),
    'UTC',
  ),
  logLevel: z._default(oneOf(LOG_LEVELS), 'INFO'),
});

/** Everything that config.yml can say, with the defaults filled in. */
export type Configuration = Settings & {
  readonly email: { readonly addresses: readonly string[]; readonly severities: readonly string[] };
  readonly diagnosis: { readonly logGroups: readonly string[] };
  readonly topic: { readonly name?: string | undefined; readonly arn?: string | undefined };
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

function isExpression(source: string): boolean {
  try {
    new RegExp(source, 'iu');
    return source.length > 0 && source.length <= 300;
  } catch {
    return false;
  }
}

/** Reads the parsed config.yml; throws a ConfigurationError that lists every fault. An empty file means the defaults. */
export function readConfiguration(input: unknown, source = 'config.yml'): Configuration {
  return parseConfiguration(source, allowedSettings, input ?? {});
}
