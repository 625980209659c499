import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../infra/esbuild.js';

export const EMPTY = 'export const handler = async () => {};';

/** One SNS client and one publish, nothing else. */
export const BARE_PUBLISH = `
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
const client = new SNSClient({});
export const handler = () => client.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: 'm' }));
`;
/** notify without the network: everything outside answers at once. */
export const OWN_WORK = `
import { notify } from '../functions/notify/notify.ts';
import { createDiagnoser } from '../shared/diagnosis/diagnoser.ts';
import configuration from '../config.yml';
const at = Date.parse('2026-11-23T09:00:00Z');
const result = { code: 'JobFailed', summary: 'Build terminated with state: FAILED', url: 'https://example.com/build', externalId: 'x:y' };
const row = { stage: 'Build', action: 'Compile', category: 'Build', provider: 'CodeBuild', status: 'Failed', startedAt: at, updatedAt: at, result };
const log = Array.from({ length: 200 }, (_, n) => ({ at: at + n, message: n === 190 ? 'npm error code E404\\n' : \`added package \${n} in 12ms\\n\` }));
const build = { id: 'x:y', status: 'FAILED', phases: [{ name: 'BUILD', status: 'FAILED', contexts: [] }], log: { group: 'g', stream: 's' } };
const executions = Array.from({ length: 100 }, (_, n) => ({ id: String(n), status: 'Failed', startedAt: at - n, updatedAt: at - n }));
const reader = {
  execution: async () => ({ changes: [{ revision: '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1', title: 'Upgrade' }] }),
  attempts: async () => [row],
  history: async () => ({ executions, complete: false }),
};
const settings = { ...configuration, timeZone: 'Asia/Shanghai' };
const readers = { builds: async () => ({ builds: async () => [build] }), logs: async () => ({ tail: async () => log }) };
const diagnoser = createDiagnoser(readers, settings.diagnosis);
const deps = {
  settings,
  failures: { keep: async () => {}, worst: async () => undefined, forget: async () => {} },
  // Made once, as the function does.
  diagnoser: async () => diagnoser,
  now: Date.now,
  once: async (key, remainingMs, task) => (await task(), { outcome: 'done' }),
  publish: async (message) => JSON.stringify(message),
  pipelines: async () => reader,
  retries: async () => ({ recordOf: async () => ({ version: 1, used: 0, decidedAt: at + 1, decision: { do: 'stop', reason: 'permanent' } }) }),
  wait: async () => {},
  log: { info() {}, warn() {}, error() {} },
};
export const handler = (event) => notify(deps, event, () => 30000);
`;

/** Bundles a handler as the functions are bundled, and gives the path of its file. */
export async function bundleHandler(folder: string, code: string): Promise<string> {
  const { format, splitting, platform, target, charset, mainFields, conditions, alias, plugins } = options();
  await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    entryNames: 'handler',
    outdir: folder,
    bundle: true,
    minify: true,
    format,
    splitting,
    platform,
    target,
    charset,
    mainFields,
    conditions,
    alias,
    plugins,
  });
  return join(folder, 'handler.js');
}
