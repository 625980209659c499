import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfiguration } from '../shared/schemas/configuration.ts';

/** @typedef {{ resolveVariable: (address: string) => Promise<unknown> }} Serverless what osls hands to a file's functions */

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
    return readConfiguration(
      {
        ...configuration,
        ...(email === '' ? {} : { email: { ...configuration.email, addresses: email.split(',') } }),
        ...(topic === '' ? {} : { topic: topic.startsWith('arn:') ? { arn: topic } : { name: topic } }),
      },
      'config.yml with the --param values',
    );
  } catch (error) {
    // The stack would bury the list of faults, and is the framework's own.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
