/**
 * Runs a handler as Lambda's own runtime does: asks the Runtime API for one event after another, and answers each there. When
 * there are no more it tells what warm events took, and its memory.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */

// Not imported: that would load what Lambda's runtime does not, and slow down the empty handler too.
const { Agent, request } = process.getBuiltinModule('node:http');
const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: name = '' } = process.env;
const agent = new Agent({ keepAlive: true });

/**
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {string} [body]
 * @returns {Promise<{ id: string, text: string }>}
 */
const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const options = { method, agent };
    request(`http://${api}/2018-06-01/runtime/invocation/${path}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        resolve({ id: String(response.headers['lambda-runtime-aws-request-id']), text });
      });
    })
      .on('error', reject)
      .end(body);
  });

/** @typedef {(event: unknown, context: object) => Promise<unknown>} Handler */
/** @type {unknown} */
const loaded = await import(`${root}/${name.split('.')[0]}.js`);
const { handler } = /** @type {{ handler: Handler }} */ (loaded);
/** @type {number[]} */
const took = [];
for (;;) {
  const { id, text } = await call('GET', 'next');
  if (text === '') break;
  const event = /** @type {unknown} */ (JSON.parse(text));
  const from = performance.now();
  const answer = await handler(event, { awsRequestId: id, getRemainingTimeInMillis: () => 30_000 });
  took.push(performance.now() - from);
  await call('POST', `${id}/response`, JSON.stringify(answer ?? null));
}
const warm = took.slice(1).sort((a, b) => a - b);
const warmMs = warm[warm.length >> 1] ?? 0;
await call('POST', 'figures', JSON.stringify({ warmMs, memoryMiB: process.resourceUsage().maxRSS / 1024 }));
agent.destroy();
