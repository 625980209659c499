import * as z from 'zod/mini';
import type { BuildFact } from '../domain/fact.ts';
import { readStrictly } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import {
  optionalBuildTime,
  optionalCount,
  optionalLink,
  optionalList,
  optionalName,
  optionalObject,
  optionalProse,
  requiredName,
} from './fields.ts';

const phase = z.object({
  'phase-type': optionalName,
  'phase-status': optionalName,
  'phase-context': optionalList(optionalProse),
});

const detail = z.object({
  'build-status': requiredName,
  'project-name': requiredName,
  'build-id': requiredName,
  'additional-information': optionalObject({
    initiator: optionalName,
    'build-number': optionalCount,
    'build-start-time': optionalBuildTime,
    logs: optionalObject({ 'deep-link': optionalLink }),
    phases: optionalList(phase),
  }),
});

/** Reads a build that changed its state: https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
export function readBuildFact(event: Envelope): BuildFact {
  const it = readStrictly(detail, event.detail, 'detail');
  const more = it['additional-information'];
  return {
    source: 'build',
    at: event.at,
    place: event.place,
    state: it['build-status'],
    project: it['project-name'],
    buildId: it['build-id'].replace(/^arn:[^/]*:build\//u, ''),
    number: more?.['build-number'],
    initiator: more?.initiator,
    startedAt: more?.['build-start-time'],
    failedPhase: firstFailedPhase(more?.phases ?? []),
    logUrl: more?.logs?.['deep-link'],
  };
}

/** After a failed BUILD, POST_BUILD still runs and may succeed: the first phase that did not succeed tells. */
function firstFailedPhase(phases: readonly z.output<typeof phase>[]): BuildFact['failedPhase'] {
  const failed = phases.find((it) => it['phase-status'] !== undefined && it['phase-status'] !== 'SUCCEEDED');
  const name = failed?.['phase-type'];
  if (name === undefined) return undefined;
  // An empty context is written ": ".
  const reason = failed?.['phase-context']?.find((context) => context !== undefined && context !== ':');
  return { name, reason };
}
