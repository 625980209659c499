import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readItems, writeItems } from './dynamodb-batches.ts';
import type { BatchTable } from './dynamodb-batches.ts';
import type { Item } from './ledger-items.ts';

/** An item holds 400 KB at most: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_PART_BYTES = 380_000;
/** A value that needs more parts than this is none that was meant. */
const MAX_PARTS = 100;

/** A JSON value under an id, and until when it is kept, in seconds since the epoch. */
export interface Blob {
  readonly id: string;
  readonly value: unknown;
  readonly expiration: number;
}

/**
 * Puts values as compressed JSON, in as many items as they need. The parts of one value name it by its hash, so that those of two
 * writes are never taken together.
 *
 *     <id>        data, hash, parts, expiration
 *     <id>#<n>    data, hash, expiration: the parts after the first one
 */
export async function putBlobs(table: BatchTable, blobs: readonly Blob[]): Promise<void> {
  // The first part comes last: who finds it finds the others.
  await writeItems(table, blobs.flatMap(partsOf).reverse());
}

/** The values that are whole and not expired, by id. */
export async function getBlobs(
  table: BatchTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const firsts = await readItems(table, ids);
  const more = [...firsts].flatMap(([id, item]) =>
    Array.from({ length: Math.min(countOf(item), MAX_PARTS) - 1 }, (_, n) => partId(id, n + 1)),
  );
  const others = more.length === 0 ? new Map<string, Item>() : await readItems(table, more);
  const values = new Map<string, unknown>();
  for (const [id, first] of firsts) {
    const parts = Array.from({ length: countOf(first) }, (_, n) =>
      n === 0 ? first : others.get(partId(id, n)),
    );
    if (parts.some((part) => part === undefined || part['hash']?.S !== first['hash']?.S)) continue;
    const value = valueOf(Buffer.concat(parts.map((part) => part?.['data']?.B ?? Buffer.alloc(0))));
    if (value !== undefined) values.set(id, value);
  }
  return values;
}

function partsOf({ id, value, expiration }: Blob): readonly Item[] {
  const data = gzipSync(JSON.stringify(value));
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const count = Math.max(1, Math.ceil(data.length / MAX_PART_BYTES));
  return Array.from({ length: count }, (_, n) => ({
    id: { S: n === 0 ? id : partId(id, n) },
    data: { B: data.subarray(n * MAX_PART_BYTES, (n + 1) * MAX_PART_BYTES) },
    hash: { S: hash },
    ...(n === 0 && { parts: { N: String(count) } }),
    expiration: { N: String(expiration) },
  }));
}

function partId(id: string, part: number): string {
  return `${id}#${part}`;
}

function countOf({ parts }: Item): number {
  return Math.max(1, Number(parts?.N ?? 1));
}

/** What can't be read counts as missing: it is read anew from where it came. */
function valueOf(data: Uint8Array): unknown {
  try {
    return JSON.parse(gunzipSync(data).toString('utf8'));
  } catch {
    return undefined;
  }
}
