import { batchTable } from '../../shared/adapters/dynamodb-batches.ts';
import type { BatchTable } from '../../shared/adapters/dynamodb-batches.ts';
import { TABLE_NAME } from './aws.ts';
import type { startTestAws } from './aws.ts';

/** The table of the embedded AWS on the test's clock; what has to be waited for comes at once. */
export function testTable({ clock, options }: Awaited<ReturnType<typeof startTestAws>>): BatchTable {
  return batchTable(TABLE_NAME, { now: () => clock.now, wait: () => Promise.resolve() }, options);
}
