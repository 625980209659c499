import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Given, Reply } from './lambda.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const machineNow = Date.now;
let ahead = 0;
// Before the function is loaded, which may keep a reference.
Date.now = () => machineNow() + ahead;

const file = workerData as string;
const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
let requests = 0;

parentPort?.on('message', ({ event, now }: Given) => {
  ahead = now === undefined ? 0 : now - machineNow();
  const context = { awsRequestId: `request-${++requests}`, getRemainingTimeInMillis: () => 30_000 };
  // What was logged goes ahead of the answer, which takes a way of its own.
  const reply = (message: Reply): void => {
    process.stdout.write('\n', () => parentPort?.postMessage(message));
  };
  handler(event, context).then(
    (answer) => {
      reply({ answer });
    },
    (error: unknown) => {
      const { name, message } = error as Error;
      reply({ error: { name, message } });
    },
  );
});
