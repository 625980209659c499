/** The parsed config.yml, as the bundler hands it over (infra/esbuild.js); not yet checked. */
declare const configuration: unknown;
export default configuration;
