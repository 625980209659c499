import type { Fact } from '../domain/fact.ts';
import { readBuildFact } from './build-event.ts';
import { readDeploymentFact } from './deployment-event.ts';
import { readEnvelope } from './envelope.ts';
import { PIPELINE_LEVELS, readPipelineFact } from './pipeline-event.ts';
import { UnknownEventError } from './unknown-event-error.ts';
import { unwrap } from './unwrap.ts';

/**
 * Reads an event of EventBridge, raw or processed by a notification rule, alone or wrapped (unwrap.ts);
 * messages of Pipewatch's own are passed over. Throws an UnknownEventError that names what is missing.
 */
export function readFacts(input: unknown): readonly Fact[] {
  return unwrap(input)
    .filter((it) => !isOwnMessage(it))
    .map(readFact);
}

/** Reads one event that is not wrapped. */
export function readFact(input: unknown): Fact {
  const event = readEnvelope(input);
  const level = PIPELINE_LEVELS.get(event.type);
  if (level !== undefined) return readPipelineFact(level, event);
  switch (event.type) {
    case 'CodeDeploy Deployment State-change Notification':
      return readDeploymentFact(event);
    case 'CodeBuild Build State Change':
      return readBuildFact(event);
    default:
      throw new UnknownEventError(['detail-type is none that Pipewatch handles']);
  }
}

/** What Pipewatch, or an alarm about it, published to the topic: whoever subscribes notify there gets it back. */
function isOwnMessage(input: unknown): boolean {
  const { version, source, AlarmName, NewStateValue } = Object(input) as Readonly<Record<string, unknown>>;
  const isAlarm = typeof AlarmName === 'string' && typeof NewStateValue === 'string';
  return isAlarm || (version === 1 && source === 'pipewatch');
}
