import type { Message } from '../../shared/domain/message/message.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import { SEVERITIES } from '../../shared/domain/settings.ts';
import type { Severity } from '../../shared/domain/settings.ts';
import type { FailureMemory } from '../../shared/ports/failures.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Once } from '../../shared/ports/once.ts';
import type { Publish } from '../../shared/ports/publisher.ts';

/** A topic that keeps what it takes, or refuses as often as `refusals` says. */
export function fakePublisher() {
  const messages: Message[] = [];
  const topic = { messages, refusals: 0 };
  const publish: Publish = (message) => {
    if (topic.refusals-- > 0)
      return Promise.reject(new ServiceError('sns:Publish', 'InternalError', 'failed', undefined));
    messages.push(message);
    return Promise.resolve(`message-${messages.length}`);
  };
  return Object.assign(topic, { publish });
}

/** A store in memory that can be unreachable. */
export function fakeOnce() {
  const marks = new Map<string, 'under-way' | 'done'>();
  const store = { reachable: true };
  const once: Once = async (key, _remainingMs, task) => {
    const name = JSON.stringify(key);
    if (!store.reachable) {
      await task();
      return { outcome: 'done', fault: new ServiceError('dynamodb', 'ECONNREFUSED', 'failed', undefined) };
    }
    const mark = marks.get(name);
    if (mark !== undefined) return { outcome: mark === 'done' ? 'duplicate' : 'under-way' };
    marks.set(name, 'under-way');
    try {
      await task();
    } catch (error) {
      marks.delete(name);
      throw error;
    }
    marks.set(name, 'done');
    return { outcome: 'done' };
  };
  return Object.assign(store, { once });
}

/** A memory of failures in memory, that can be unreachable. */
export function fakeFailures() {
  const kept = new Map<string, Severity>();
  const memory = { kept, reachable: true };
  const unlessUnreachable = <T>(value: T): Promise<T> =>
    memory.reachable
      ? Promise.resolve(value)
      : Promise.reject(new ServiceError('dynamodb', 'ECONNREFUSED', 'failed', undefined));
  const failures: FailureMemory = {
    keep: async (pipeline, severity) => {
      await unlessUnreachable(undefined);
      const known = kept.get(pipeline) ?? 'info';
      if (SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(known)) kept.set(pipeline, severity);
    },
    worst: async (pipeline) => {
      await unlessUnreachable(undefined);
      return kept.get(pipeline);
    },
    forget: async (pipeline) => {
      await unlessUnreachable(undefined);
      kept.delete(pipeline);
    },
  };
  return Object.assign(memory, { failures });
}

/** A log that keeps its lines. */
export function fakeLog() {
  const lines: { level: string; code: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const at = (level: string) => (code: string, fields: Readonly<Record<string, unknown>>) => {
    lines.push({ level, code, fields });
  };
  const log: Log = { info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines, codes: () => lines.map(({ code }) => code) };
}
