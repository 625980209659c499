import type { ClientOptions } from './client-options.ts';
import { lazy } from './lazy.ts';

/** Where a diagnosis reads, each service loaded on its first use: most failures need one or two. */
export function lazySources(options: ClientOptions) {
  return {
    builds: lazy(async () => (await import('./codebuild-reader.ts')).codeBuildReader(options)),
    logs: lazy(async () => (await import('./logs-reader.ts')).logsReader(options)),
    deployments: lazy(async () => (await import('./codedeploy-reader.ts')).codeDeployReader(options)),
  };
}
