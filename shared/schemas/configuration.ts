import * as z from 'zod/mini';
import { CLASSES, KINDS } from '../domain/diagnosis/cause.ts';
import { PIPELINE_STATES } from '../domain/settings.ts';
import type { Settings } from '../domain/settings.ts';
import { isTimeZone } from '../domain/time.ts';
import { listOf, oneOf, ownerName, section, text } from './allowed.ts';
import { doraSection } from './dora-configuration.ts';
import { parseConfiguration } from './faults.ts';
import { alarmsSection, chatSection, emailSection, topicSection } from './receiving-configuration.ts';
import { retrySection } from './retry-configuration.ts';

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

const pattern = text(
  /^(?!.*\*\*)[A-Za-z0-9.@_*-]{1,100}$/u,
  'a pipeline name of letters, digits, . @ _ -, where * stands for anything',
);
const tagKey = text(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, "a tag's key of at most 128 characters");

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
  email: z.prefault(emailSection, {}),
  chat: z.prefault(chatSection, {}),
  diagnosis: z.prefault(
    section({
      rules: z._default(listOf(userRule, 'rules'), []),
      classes: z._default(z.record(ruleId, oneOf(CLASSES), 'a mapping from kinds or rules to classes'), {}),
      // IAM takes no statement without a resource.
      logGroups: z._default(
        listOf(logGroup, 'log group names').check(z.minLength(1, 'at least one log group name')),
        ['/aws/codebuild/*', '/aws/codepipeline/*'],
      ),
    }),
    {},
  ),
  retry: z.prefault(retrySection, {}),
  dora: z.prefault(doraSection, {}),
  runbookUrl: z.optional(text(/^https:\/\/[!-;=?-_a-~]{4,500}$/u, 'an address that begins with https://')),
  owners: z.prefault(
    section({
      tag: z.optional(tagKey),
      map: z._default(z.record(pattern, ownerName, 'a mapping from pipeline names to owners'), {}),
    }),
    {},
  ),
  topic: z.prefault(topicSection, {}),
  alarms: z.prefault(alarmsSection, {}),
  dashboard: z._default(z.boolean('true or false'), true),
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
  readonly email: z.output<typeof emailSection>;
  readonly chat: z.output<typeof chatSection>;
  readonly diagnosis: { readonly logGroups: readonly string[] };
  readonly topic: z.output<typeof topicSection>;
  readonly alarms: z.output<typeof alarmsSection>;
  readonly dashboard: boolean;
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
