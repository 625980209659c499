import { ServiceError } from '../domain/lookup.ts';

/** Runs a task for at most `ms`; then aborts its signal and throws a ServiceError with the reason `slow`. */
export async function within<T>(
  operation: string,
  ms: number,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new ServiceError(operation, 'DeadlineExceeded', 'slow', undefined));
    controller.abort();
  }, ms);
  try {
    return await Promise.race([task(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
