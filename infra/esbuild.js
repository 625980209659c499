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

/** How the functions are bundled; docs/adr/0003 says why. */
const options = () => ({
  bundle: true,
  minify: true,
  format: /** @type {const} */ ('cjs'),
  // Says what it is: `sls invoke local` runs it below this project's package.json, which says ES module.
  outputFileExtension: '.cjs',
  platform: /** @type {const} */ ('node'),
  target: 'node24',
  // The packages' ES modules, which can be shaken; a bundle in CommonJS starts faster than one in ES modules.
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  supported: { 'dynamic-import': false },
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
  plugins: [configuration],
});

// serverless-esbuild requires this file, and calls what it gets.
export { options, options as 'module.exports' };
