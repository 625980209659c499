import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { KINDS } from '../shared/domain/diagnosis/cause.ts';
import { RULES } from '../shared/domain/diagnosis/rules/rules.ts';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { ConfigurationError } from '../shared/schemas/faults.ts';
import { isFast, SLOW } from './fast-expression.js';

/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/** @typedef {{ resolveVariable: (address: string) => Promise<unknown> }} Serverless what osls hands to a file's functions */

/** What this process has said already. @type {Set<string>} */
const faultsTold = new Set();

/**
 * config.yml as it stands, parsed but not yet checked.
 * @returns {unknown}
 */
export function parseConfigFile() {
  return parse(readFileSync(new URL('../config.yml', import.meta.url), 'utf8'));
}

/**
 * config.yml, checked, with `--param="email=…"` and `--param="topic=…"` in place of what it says.
 * @param {Serverless} serverless
 */
export async function loadConfiguration({ resolveVariable }) {
  /** @param {string} name */
  const param = async (name) => String(await resolveVariable(`param:${name}, ''`));
  const file = parseConfigFile();
  const [email, topic] = [await param('email'), await param('topic')];
  try {
    const configuration = readConfiguration(file);
    checkRules(configuration);
    return readConfiguration(
      {
        ...configuration,
        ...(email === '' ? {} : { email: { ...configuration.email, addresses: email.split(',') } }),
        ...(topic === ''
          ? {}
          : {
              topic: {
                encrypted: configuration.topic.encrypted,
                ...(topic.startsWith('arn:') ? { arn: topic } : { name: topic }),
              },
            }),
      },
      'config.yml with the --param values',
    );
  } catch (error) {
    if (error instanceof Error) {
      // Each file of the template asks, and the framework prints what each was told.
      if (faultsTold.has(error.message))
        error.message = 'config.yml has the faults that stand beside another value';
      else faultsTold.add(error.message);
      // The stack would bury the list of faults, and is the framework's own.
      error.stack = error.message;
    }
    throw error;
  }
}

/**
 * What only the package step can check: that a line of a log can't keep a user's rule busy, and that `classes` names
 * something. Throws a ConfigurationError with every fault.
 * @param {Configuration} configuration
 */
export function checkRules({ diagnosis }) {
  const slow = diagnosis.rules.flatMap((rule, index) =>
    /** @type {const} */ (['code', 'phase', 'line']).flatMap((key) => {
      const source = rule[key];
      return source === undefined || isFast(source) ? [] : [`diagnosis.rules.${index}.${key}: ${SLOW}`];
    }),
  );
  const known = new Set([...KINDS, ...RULES.map(({ id }) => id), ...diagnosis.rules.map(({ id }) => id)]);
  const unknown = Object.keys(diagnosis.classes)
    .filter((name) => !known.has(name))
    .map(
      (name) =>
        `diagnosis.classes.${name}: no kind and no rule; allowed: ${KINDS.join(', ')}, or a rule's id`,
    );
  if (slow.length + unknown.length > 0) throw new ConfigurationError('config.yml', [...slow, ...unknown]);
}
