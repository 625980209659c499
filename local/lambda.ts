import { Worker } from 'node:worker_threads';

/** One event, and what the clock says when it comes; the machine's own without it. Milliseconds since the epoch. */
export interface Given {
  readonly event: unknown;
  readonly now: number | undefined;
}

/** What a worker answers to one event: what the handler gives or throws. */
export interface Reply {
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** A function that runs apart, with an environment of its own, as in Lambda. */
export interface Lambda {
  /** Invokes the handler; gives what it gives and throws what it throws. */
  invoke(event: unknown): Promise<unknown>;
  /** The lines that the function has logged. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

/** Loads the handler of a packaged function's file into a worker thread, where `now` is what Date.now says. */
export function startLambda(
  file: string,
  environment: Readonly<Record<string, string>>,
  now?: () => number,
): Lambda {
  const worker = new Worker(new URL('lambda-worker.ts', import.meta.url), {
    env: { ...environment },
    workerData: file,
    stdout: true,
    stderr: true,
  });
  const logs: string[] = [];
  const keep = (chunk: Buffer): void => {
    logs.push(...chunk.toString('utf8').split('\n').filter(Boolean));
  };
  worker.stdout.on('data', keep);
  worker.stderr.on('data', keep);
  return {
    invoke: async (event) => {
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      worker.once('message', resolve).once('error', reject);
      worker.postMessage({ event, now: now?.() } satisfies Given);
      const { answer, error } = await promise.finally(() =>
        worker.off('error', reject).off('message', resolve),
      );
      if (error) throw Object.assign(new Error(error.message), { name: error.name });
      return answer;
    },
    logs,
    close: async () => {
      await worker.terminate();
    },
  };
}
