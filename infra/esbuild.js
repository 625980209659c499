import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULES } from '../shared/domain/diagnosis/rules/rules.ts';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { parseConfigFile } from './configuration.js';
import { builtins, oneStart, sdk } from './start.js';
import { rulesTable } from './rules-table.js';

/** Puts config.yml into the bundle as JSON, without what only the template needs: who is subscribed, the topic, the alarms. */
const configuration = {
  name: 'configuration',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /config\.yml$/ }, () => ({
      contents: JSON.stringify({
        ...readConfiguration(parseConfigFile()),
        email: undefined,
        chat: undefined,
        topic: undefined,
        alarms: undefined,
        dashboard: undefined,
      }),
      loader: 'json',
    }));
    // What was read and checked above needs no schema when it is read again.
    build.onLoad({ filter: /schemas[/\\]configuration\.ts$/ }, () => ({
      contents: 'export const readConfiguration = (configuration) => configuration;',
      loader: 'js',
    }));
  },
};

/** Puts the rules into the bundle as a table, without what is for readers and for the tests. */
const rules = {
  name: 'rules',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /diagnosis[/\\]rules[/\\]rules\.ts$/ }, () => ({
      contents: rulesTable(RULES),
      loader: 'js',
    }));
  },
};

/** Leaves the texts of the language that is not configured out of the bundle. */
const texts = {
  name: 'texts',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    const { language } = readConfiguration(parseConfigFile());
    const [filter, contents] =
      language === 'en'
        ? [/wording[/\\]zh-cn\.ts$/, 'export const zhCn = {};']
        : [/wording[/\\]en\.ts$/, 'export const en = {};'];
    build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};

/** Says beside the handler that it is an ES module: Lambda and `sls invoke local` both take it as `.js`, not `.mjs`. */
const moduleType = {
  name: 'module-type',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    const { outdir, outfile } = build.initialOptions;
    const folder = outdir ?? (outfile && dirname(outfile));
    build.onEnd(() => {
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    });
  },
};

/** How the functions are bundled; docs/adr/0003 says why. */
const options = () => ({
  bundle: true,
  minify: true,
  // One character outside of Latin makes V8 keep, and compile, the whole file with two bytes a character.
  charset: /** @type {const} */ ('ascii'),
  format: /** @type {const} */ ('esm'),
  // What is imported by `import()` lies in files of its own, so that a start does not compile what it may never need.
  splitting: true,
  outputFileExtension: '.js',
  platform: /** @type {const} */ ('node'),
  target: 'node24',
  // The packages' ES modules, which can be shaken.
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  // What the functions never use: event streams, JMESPath, other credentials, and what only a browser does.
  alias: {
    '@aws-sdk/credential-provider-node': './shared/adapters/environment-credentials.ts',
    '@aws-lambda-powertools/jmespath/functions': './infra/unused.js',
    '@aws-lambda-powertools/jmespath': './infra/unused.js',
    '@aws-sdk/middleware-endpoint-discovery': './infra/unused.js',
    '@smithy/core/event-streams': './infra/unused.js',
    bowser: './infra/unused.js',
  },
  legalComments: 'none',
  exclude: [],
  external: [],
  packager: 'npm',
  concurrency: 2,
  plugins: [configuration, rules, texts, sdk, builtins, oneStart, moduleType],
});

// serverless-esbuild requires this file, and calls what it gets.
export { options, options as 'module.exports' };
