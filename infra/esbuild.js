import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { parseConfigFile } from './configuration.js';

/** Puts config.yml into the bundle as JSON, without the addresses and the topic, which only the template needs. */
const configuration = {
  name: 'configuration',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /config\.yml$/ }, () => ({
      contents: JSON.stringify({
        ...readConfiguration(parseConfigFile()),
        email: undefined,
        topic: undefined,
      }),
      loader: 'json',
    }));
  },
};

/** Says beside the handler that it is an ES module: Lambda and `sls invoke local` both take it as `.js`, not `.mjs`. */
const moduleType = {
  name: 'module-type',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    const folder = build.initialOptions.outdir ?? '.';
    build.onEnd(() => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    });
  },
};

/** How the functions are bundled; docs/adr/0003 says why. */
const options = () => ({
  bundle: true,
  minify: true,
  format: /** @type {const} */ ('esm'),
  // What is imported by `import()` lies in files of its own, so that a start does not compile what it may never need.
  splitting: true,
  outputFileExtension: '.js',
  platform: /** @type {const} */ ('node'),
  target: 'node24',
  // The packages' ES modules, which can be shaken.
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  // What the functions never use, but would compile at every start: event streams, JMESPath, other credentials.
  alias: {
    '@aws-sdk/credential-provider-node': './shared/adapters/environment-credentials.ts',
    '@aws-lambda-powertools/jmespath/functions': './infra/unused.js',
    '@aws-lambda-powertools/jmespath': './infra/unused.js',
    '@smithy/core/event-streams': './infra/unused.js',
  },
  legalComments: 'none',
  exclude: [],
  external: [],
  packager: 'npm',
  concurrency: 2,
  plugins: [configuration, moduleType],
});

// serverless-esbuild requires this file, and calls what it gets.
export { options, options as 'module.exports' };
