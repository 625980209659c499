import * as z from 'zod/mini';
import type { Fact } from '../domain/fact.ts';
import { readBuildFact } from './build-event.ts';
import { readDeploymentFact } from './deployment-event.ts';
import { readEnvelope } from './envelope.ts';
import { PIPELINE_LEVELS, readPipelineFact } from './pipeline-event.ts';
import { UnknownEventError } from './unknown-event-error.ts';

/** What Lambda hands over from a topic: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const snsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

/**
 * Reads an event of EventBridge, raw or processed by a notification rule, alone or in the records of a topic.
 * Throws an UnknownEventError that names what is missing.
 */
export function readFacts(input: unknown): readonly Fact[] {
  const wrapped = snsEvent.safeParse(input);
  if (!wrapped.success) return [readFact(input)];
  if (wrapped.data.Records.length === 0) throw new UnknownEventError(['Records is empty']);
  return wrapped.data.Records.map(({ Sns }) => readFact(parseJson(Sns.Message)));
}

function readFact(input: unknown): Fact {
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnknownEventError(['Records.Sns.Message is not JSON']);
  }
}
