import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import { ServiceError } from '../domain/lookup.ts';
import type { BuildReader } from '../ports/builds.ts';
import { byRegion } from './by-region.ts';
import type { ClientOptions } from './client-options.ts';
import { batchOf, buildOf } from './codebuild-shapes.ts';
import { asServiceError } from './service-error.ts';

/** Reads builds: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html */
export function codeBuildReader(options: ClientOptions): BuildReader {
  const clientIn = byRegion((config) => new CodeBuildClient(config), options);
  return {
    builds: async (region, ids, abortSignal) => {
      const command = new BatchGetBuildsCommand({ ids: [...ids] });
      const call = clientIn(region).send(command, { abortSignal });
      const { builds = [] } = await asServiceError('codebuild:BatchGetBuilds', call);
      // The service promises no order.
      return ids.flatMap((id) => builds.filter((it) => it.id === id).map((it) => buildOf(it, region)));
    },

    batch: async (region, id, abortSignal) => {
      const operation = 'codebuild:BatchGetBuildBatches';
      const command = new BatchGetBuildBatchesCommand({ ids: [id] });
      const { buildBatches } = await asServiceError(
        operation,
        clientIn(region).send(command, { abortSignal }),
      );
      const batch = buildBatches?.[0];
      // The service lists it as not found instead of refusing.
      if (!batch) throw new ServiceError(operation, 'BuildBatchNotFound', 'gone', undefined);
      return batchOf(batch);
    },
  };
}
