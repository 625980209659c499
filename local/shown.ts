import { parseConfigFile } from '../infra/configuration.js';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { bodyFor } from './aws/sns.ts';
import type { Publication } from './aws/sns.ts';

const { email } = readConfiguration(parseConfigFile());

/** What each kind of subscriber receives of a message, as text for a terminal. */
export function shown(message: Publication): string {
  const severity = message.attributes['severity'] ?? '';
  const mailed = email.severities.some((it) => it === severity);
  const noMail = `(nothing: config.yml lets ${email.severities.join(' and ')} through to e-mail, this is ${severity})`;
  return [
    `Subject: ${message.subject ?? ''}`,
    `Attributes: ${JSON.stringify(message.attributes)}`,
    `\n--- E-mail ---\n${mailed ? bodyFor(message, 'email') : noMail}`,
    `\n--- SMS ---\n${bodyFor(message, 'sms')}`,
    `\n--- Slack and Teams ---\n${bodyFor(message, 'https')}`,
    `\n--- Queue and function ---\n${bodyFor(message, 'sqs')}`,
  ].join('\n');
}
