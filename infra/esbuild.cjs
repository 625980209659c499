const { readFileSync } = require('node:fs');
const { parse } = require('yaml');

/** Puts a YAML file into the bundle as the value that it holds, without the addresses and the topic, which only the template needs. */
const yaml = {
  name: 'yaml',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.yml$/ }, ({ path }) => {
      const { email, topic, ...settings } = parse(readFileSync(path, 'utf8')) ?? {};
      return { contents: JSON.stringify(settings), loader: 'json' };
    });
  },
};

/** How the functions are bundled; docs/adr/0003 says why. */
module.exports = () => ({
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  // The packages' ES modules, which can be shaken; a bundle in CommonJS starts faster than one in ES modules.
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  supported: { 'dynamic-import': false },
  alias: { '@aws-sdk/credential-provider-node': './shared/adapters/environment-credentials.ts' },
  legalComments: 'none',
  exclude: [],
  external: [],
  packager: 'npm',
  concurrency: 2,
  plugins: [yaml],
});
