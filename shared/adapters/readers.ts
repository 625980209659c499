import type { ClientOptions } from './client-options.ts';
import { lazy } from './lazy.ts';
import { lazySources } from './sources.ts';

/** The services that a failure is looked up in, each loaded on its first use: most events need few of them. */
export function lazyReaders(options: ClientOptions) {
  return {
    pipelines: lazy(async () => (await import('./codepipeline-reader.ts')).codePipelineReader(options)),
    ...lazySources(options),
  };
}
