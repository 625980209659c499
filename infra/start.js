/** Plugins of esbuild that make a start do less (docs/adr/0003). */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';

/** Parts of the AWS SDK that infra/in-lambda.js stands in for. */
const STOOD_IN = /[/\\](?:node-config-provider[/\\]configLoader|util-stream[/\\]stream-type-check)\.js$/;
/** Of the services that never spoke the query protocol: over the wire the errors of the others have other names. */
const SCHEMAS =
  /@aws-sdk[/\\]client-(?:dynamodb|scheduler|codepipeline|codebuild|codedeploy|cloudwatch-logs)[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/;
const PACKAGE = /@aws-sdk[/\\]client-[a-z-]+[/\\]package\.json$/;
/** A client's schema of an error, and where its class is named. */
const ERROR = /^export var (\w+\$) = \[(?:[^\]]|\](?!;))*\];\nn0_registry\.registerError\(\1, (\w+)\);$/gmu;
/** Powertools asks for the one by its class, and by that of the other the SDK knows that it may try again. */
const KEPT_ERRORS = ['ConditionalCheckFailedException', 'ReplicatedWriteConflictException'];

/** Leaves out of the AWS SDK what Lambda has no use for, the classes of errors, and of package.json all but the version. */
export const sdk = {
  name: 'sdk',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: STOOD_IN }, () => ({
      contents: `export * from ${JSON.stringify(join(import.meta.dirname, 'in-lambda.js'))};`,
    }));
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: withoutErrors(readFileSync(path, 'utf8')),
    }));
    build.onLoad({ filter: PACKAGE }, ({ path }) => ({
      contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), ['version']),
      loader: 'json',
    }));
  },
};

/**
 * A client's schemas without errors. Of an error without a class the SDK makes its base exception, with the name that came
 * over the wire, and names are all that Pipewatch asks for.
 * @param {string} schemas
 */
function withoutErrors(schemas) {
  return schemas.replaceAll(ERROR, (all, /** @type {string} */ schema, /** @type {string} */ error) => {
    // Its own two places, and no other schema that holds it.
    const isAlone = schemas.split(schema).length === 3;
    return isAlone && !KEPT_ERRORS.includes(error) ? '' : all;
  });
}

/**
 * Takes Node's own modules as `require` would: an `import` of one reads each of its exports, and with them loads what
 * nobody asked for (undici behind node:http), which costs every start 20 ms.
 */
export const builtins = {
  name: 'builtins',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/**
 * Puts all that a start needs into one file: what is imported later imports the handler too, so that esbuild sees no part
 * of the start that only some of the files share. Each file of its own costs a start about half a millisecond.
 */
export const oneStart = {
  name: 'one-start',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    const { entryPoints } = build.initialOptions;
    const [handler] = Array.isArray(entryPoints) ? entryPoints : [];
    if (typeof handler !== 'string') return;
    const later = new Set();
    build.onResolve({ filter: /^\./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolved') return undefined;
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' });
      later.add(found.path);
      return found;
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      later.has(path)
        ? {
            contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(resolve(handler))};`,
            loader: 'ts',
          }
        : undefined,
    );
  },
};
