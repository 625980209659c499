/** Stands in, in the bundle, for parts of the AWS SDK that do more than Lambda has a use for (infra/esbuild.js). */

/**
 * Of @smithy/core/config: a setting of a client, from the environment, or its default also where what stands there cannot be.
 * The SDK's own also reads configuration files, of which Lambda has none, and makes two errors on the way to each default.
 * @template T
 * @param {{ environmentVariableSelector: (environment: NodeJS.ProcessEnv, options?: object) => T | undefined, default: T | (() => T | Promise<T>) }} setting
 * @param {object} [options]
 * @returns {() => Promise<T>}
 */
export function loadConfig({ environmentVariableSelector, default: otherwise }, options) {
  /** @type {Promise<T> | undefined} */
  let read;
  const wanted = () => {
    try {
      return environmentVariableSelector(process.env, options);
    } catch {
      return undefined;
    }
  };
  const value = async () => wanted() ?? (otherwise instanceof Function ? await otherwise() : otherwise);
  return () => (read ??= value());
}

/** Of @smithy/core/serde: answers come from node:http, and to ask for the others' types loads them. */
export const isReadableStream = () => false;
export const isBlob = () => false;
