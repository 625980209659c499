import { parseConfigFile } from '../infra/configuration.js';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { bodyFor } from './aws/sns.ts';
import type { Publication } from './aws/sns.ts';

const { email } = readConfiguration(parseConfigFile());

/** What each kind of subscriber receives of a message, as text for a terminal. */
export function shown(message: Publication): string {
  const severity = message.attributes['severity'] ?? '';
  const noMail = `(nothing: config.yml lets ${email.severities.join(' and ')} through to e-mail, this is ${severity})`;
  return [
    headOf(message),
    `\n--- E-mail ---\n${isMailed(message) ? bodyFor(message, 'email') : noMail}`,
    `\n--- SMS ---\n${bodyFor(message, 'sms')}`,
    `\n--- Slack and Teams ---\n${bodyFor(message, 'https')}`,
    `\n--- Queue and function ---\n${bodyFor(message, 'sqs')}`,
  ].join('\n');
}

/** What arrives by e-mail only; undefined where nothing does. */
export function shownMail(message: Publication): string | undefined {
  return isMailed(message) ? `${headOf(message)}\n\n${bodyFor(message, 'email')}` : undefined;
}

function isMailed({ attributes }: Publication): boolean {
  // The filter policy of infra/topic.js.
  return attributes['kind'] === 'report' || email.severities.some((it) => it === attributes['severity']);
}

function headOf({ subject = '', attributes }: Publication): string {
  return `Subject: ${subject}\nAttributes: ${JSON.stringify(attributes)}`;
}
