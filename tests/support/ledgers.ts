import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { sdkOptions } from '../../shared/adapters/client-options.ts';
import type { ClientOptions } from '../../shared/adapters/client-options.ts';
import { dynamoDbLedger } from '../../shared/adapters/dynamodb-ledger.ts';
import type { BreakerState, StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Accounts, Ledger } from '../../shared/ports/ledger.ts';
import { NOON } from './aws.ts';
import type { startTestAws } from './aws.ts';
import { fakeLedger } from './fake-ledger.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;
export const RUN: StageRun = { pipeline: 'checkout.v2@eu', executionId: 'e-1', stage: 'Deploy_prod' };
export const ACCOUNTS: Accounts = { day: '2026-11-23', revision: 'main=1f2e3d' };
export const LIMITS = { day: 10, revision: 3 };
export const RECORD: Omit<StageRecord, 'version'> = {
  used: 1,
  slot: { number: 1, state: 'reserved', owner: 'request-1', until: NOON + 60_000, seen: 'a-1', tries: 0 },
  decision: { do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' },
  decidedAt: NOON,
};
export const BREAKER: Omit<BreakerState, 'version'> = {
  failures: { 'checkout.v2@eu': NOON },
  openUntil: NOON + 900_000,
  lease: { owner: 'e-1', until: NOON + 60_000 },
};

type TestAws = Awaited<ReturnType<typeof startTestAws>>;

/** A ledger and what can happen to it. */
export interface Subject {
  readonly ledger: Ledger;
  /** `until`: milliseconds since the epoch. */
  readonly pause: (until?: number) => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly breakIt: () => void;
  /** The next change ends without an answer, and nobody can look what came of it. */
  readonly loseNext: (when: 'before' | 'after') => void;
  readonly mend: () => void;
}

/** A ledger in memory on the clock of the embedded AWS. */
export function ledgerInMemory({ clock }: TestAws): Promise<Subject> {
  const memory = fakeLedger(() => clock.now);
  return Promise.resolve({
    ledger: memory.ledger,
    pause: (until) => Promise.resolve(void (memory.paused = until ?? true)),
    resume: () => Promise.resolve(void (memory.paused = false)),
    breakIt: () => void (memory.reachable = false),
    loseNext: (when) => void (memory.losing = when),
    mend: () => void Object.assign(memory, { reachable: true, losing: undefined }),
  });
}

/** The real ledger over a table of its own in the embedded AWS. */
export async function ledgerInTable(aws: TestAws, options: Partial<ClientOptions> = {}) {
  const table = await newTable(aws.options);
  let writes = 0;
  const newId = (): string => `${table.name}-${++writes}`;
  const passed: (readonly string[])[] = [];
  const means = {
    now: () => aws.clock.now,
    newId,
    passedOver: (id: string, parts: readonly string[]) => void passed.push([id, ...parts]),
  };
  const make = (also: Partial<ClientOptions> = {}): Ledger =>
    dynamoDbLedger(table.name, means, { ...aws.options, ...options, ...also });
  const subject: Subject = {
    ledger: make(),
    pause: (until) =>
      table.put('pause', until === undefined ? {} : { expiration: { N: String(Math.floor(until / 1000)) } }),
    resume: () => table.remove('pause'),
    breakIt: () => {
      aws.faults.inject('dynamodb', 'reset');
    },
    loseNext: (when) => {
      for (const write of ['PutItem', 'UpdateItem']) {
        aws.faults.inject(`dynamodb:${write}`, when === 'before' ? 'reset' : 'lost-answer', 1);
      }
      aws.faults.inject('dynamodb:GetItem', 'reset', 1);
    },
    mend: () => {
      aws.faults.clear();
    },
  };
  return { ...subject, make, table, /** The parts that were passed over, after the item's id. */ passed };
}

async function newTable(options: ClientOptions) {
  const client = new DynamoDBClient(sdkOptions(options));
  const name = `ledger-${crypto.randomUUID()}`;
  const description = {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    BillingMode: 'PAY_PER_REQUEST' as const,
  };
  await client.send(new CreateTableCommand({ TableName: name, ...description }));
  const isActive = async (): Promise<boolean> => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.TableStatus === 'ACTIVE';
  };
  while (!(await isActive()));
  return {
    name,
    put: async (id: string, attributes: Record<string, AttributeValue>): Promise<void> => {
      await client.send(new PutItemCommand({ TableName: name, Item: { id: { S: id }, ...attributes } }));
    },
    remove: async (id: string): Promise<void> => {
      await client.send(new DeleteItemCommand({ TableName: name, Key: { id: { S: id } } }));
    },
  };
}
