import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { parse } from 'yaml';
import { AwsError } from './aws-error.ts';
import { createAws } from './aws.ts';
import { createFaults, refusalFor } from './faults.ts';
import { answerOf, protocolOf, readCall, refusalOf, regionOf } from './wire.ts';
import type { Answer, Protocol } from './wire.ts';

/** What the functions would have in the account. */
export interface Setting {
  readonly region: string;
  readonly topicArn: string;
  readonly tableName: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long each call is on its way; none by default. */
  readonly latencyMs?: number;
}

/** A call and when it arrived and was answered, in milliseconds of `performance.now()`. */
export interface TracedCall {
  readonly operation: string;
  readonly from: number;
  to: number;
}

export type EmbeddedAws = Awaited<ReturnType<typeof startAws>>;

/** Starts the embedded AWS on a free port of the loopback interface. */
export async function startAws({ region, topicArn, tableName, now, latencyMs = 0 }: Setting) {
  const aws = createAws(now);
  const faults = createFaults();
  const calls: string[] = [];
  const signed: string[] = [];
  const trace: TracedCall[] = [];
  const database = dynalite({ createTableMs: 0 });
  const server = createServer((request, response) => {
    const from = performance.now();
    const note = (operation: string): void => {
      const traced = { operation, from, to: Infinity };
      calls.push(operation);
      signed.push(`${regionOf(request.headers) ?? 'nowhere'} ${operation}`);
      trace.push(traced);
      response.once('finish', () => (traced.to = performance.now()));
    };
    const answerIt = (): void => void serve(request, response, { aws, faults, note, database });
    if (latencyMs === 0) answerIt();
    else setTimeout(answerIt, latencyMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  aws.sns.createTopic(topicArn);
  await createTable(env.AWS_ENDPOINT_URL, region, tableName);
  calls.length = signed.length = trace.length = 0;
  return {
    ...aws,
    /** The variables that point the AWS SDK here. */
    env,
    faults,
    /** Every call so far, as `sns:Publish`. */
    calls,
    /** The same with the Region that each was signed for, as `eu-west-1 sns:Publish`. */
    signed,
    /** The same with their times. */
    trace,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await new Promise((resolve) => database.close(resolve));
    },
  };
}

interface Behind {
  readonly aws: ReturnType<typeof createAws>;
  readonly faults: ReturnType<typeof createFaults>;
  readonly note: (operation: string) => void;
  readonly database: Server;
}

async function serve(request: IncomingMessage, response: ServerResponse, behind: Behind): Promise<void> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const { note } = behind;
  if (target.startsWith('DynamoDB_')) {
    const operation = `dynamodb:${target.split('.')[1] ?? ''}`;
    note(operation);
    answer(operation, 'json', response, behind, () => behind.database.emit('request', request, response));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const protocol = protocolOf(request.headers);
  try {
    const line = { method: request.method ?? '', path: request.url ?? '/' };
    const call = readCall(request.headers, textOf(request, Buffer.concat(chunks)), line);
    note(call.operation);
    answer(call.operation, protocol, response, behind, () => {
      send(response, answerOf(call, behind.aws.run(call)));
    });
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('SerializationException', String(error));
    send(response, refusalOf(protocol, known));
  }
}

/** Large requests to CloudWatch come compressed. */
function textOf({ headers }: IncomingMessage, body: Buffer): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

/** Performs a call, unless a fault is set for it. */
function answer(
  operation: string,
  protocol: Protocol,
  response: ServerResponse,
  { faults }: Behind,
  perform: () => void,
): void {
  const fault = faults.next(operation);
  const refusal = fault && refusalFor(fault, operation);
  if (refusal) {
    send(response, refusalOf(protocol, refusal));
    return;
  }
  if (fault === 'slow') return;
  if (fault === 'reset') {
    response.socket?.destroy();
    return;
  }
  if (fault === 'lost-answer') loseAnswer(response);
  perform();
}

function send(response: ServerResponse, { status, contentType, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, ...headers });
  response.end(body);
}

/** The operation takes effect, and then the connection breaks instead of an answer. */
function loseAnswer(response: ServerResponse): void {
  response.end = () => {
    response.socket?.destroy();
    return response;
  };
}

/** The table of infra/table.yml. */
async function createTable(endpoint: string, region: string, TableName: string): Promise<void> {
  const template = parse(readFileSync(new URL('../../infra/table.yml', import.meta.url), 'utf8')) as {
    Resources: { Table: { Properties: Omit<CreateTableCommandInput, 'TableName'> } };
  };
  const { AttributeDefinitions, KeySchema, BillingMode } = template.Resources.Table.Properties;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  await client.send(new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode }));
  // As in AWS, the table takes nothing until it is active.
  for (let status = 'CREATING'; status !== 'ACTIVE';) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    status = String(Table?.TableStatus);
  }
  client.destroy();
}
