import { AwsError } from './aws-error.ts';
import { batchOf, buildOf } from './codebuild-shapes.ts';
import type { BatchSeed, BuildSeed } from './codebuild-shapes.ts';
import { isIn } from './service.ts';
import type { Input, Service } from './service.ts';

const MAX_IDS = 100;
const ID = /^[A-Za-z0-9][\w-]{1,254}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const ARN = /^arn:aws[a-z-]*:codebuild:([a-z0-9-]+):\d{12}:(build|build-batch)\/(.+)$/u;

/** Builds and batch builds as they were put there: https://docs.aws.amazon.com/codebuild/latest/APIReference/Welcome.html */
export function createCodeBuild(now: () => number) {
  const builds = new Map<string, BuildSeed>();
  const batches = new Map<string, BatchSeed>();
  const service: Service = {
    BatchGetBuilds: (input, region) => {
      const { found, missing } = look(builds, 'build', input, region);
      return {
        // In no order that the ids would tell: none is promised.
        builds: found.map(([id, seed]) => buildOf(id, seed, { region, now: now() })),
        buildsNotFound: missing,
      };
    },
    BatchGetBuildBatches: (input, region) => {
      const { found, missing } = look(batches, 'build-batch', input, region);
      return {
        buildBatches: found.map(([id, seed]) => batchOf(id, seed, { region, now: now() })),
        buildBatchesNotFound: missing,
      };
    },
  };
  return {
    service,
    /** Puts a build there; `id` is `project:uuid`. */
    putBuild: (id: string, seed: BuildSeed) => builds.set(wellFormed(id), seed),
    /** Puts a batch build there; `id` is `project:uuid`. */
    putBatch: (id: string, seed: BatchSeed) => batches.set(wellFormed(id), seed),
  };
}

function look<Seed extends { readonly region?: string }>(
  seeds: ReadonlyMap<string, Seed>,
  kind: 'build' | 'build-batch',
  input: Input,
  region: string,
): { found: (readonly [string, Seed])[]; missing: string[] } {
  const ids = idsOf(input, kind === 'build' ? 1 : 0);
  const wanted = new Map(ids.map((id) => [bareId(id, kind, region), id]));
  const found = [...seeds].filter(([id, seed]) => wanted.has(id) && isIn(seed.region, region));
  for (const [id] of found) wanted.delete(id);
  return { found, missing: [...wanted.values()] };
}

function idsOf({ ids }: Input, least: number): readonly string[] {
  if (!Array.isArray(ids) || ids.length < least) throw invalid('The input build ID list cannot be empty.');
  if (ids.length > MAX_IDS) throw invalid(`At most ${MAX_IDS} IDs are allowed`);
  return ids.map((id) => {
    if (typeof id === 'string' && (ID.test(id) || ARN.test(id))) return id;
    throw invalid(`Invalid build ID: ${String(id)}`);
  });
}

/** `project:uuid`; an ARN of another Region or of another kind names nothing here. */
function bareId(id: string, kind: string, region: string): string {
  const [, home, named, bare = ''] = ARN.exec(id) ?? [];
  if (home === undefined) return id;
  return home === region && named === kind ? bare : id;
}

function wellFormed(id: string): string {
  if (ID.test(id)) return id;
  throw new Error(`Not the id of a build: ${id}`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
