/** Stands in, in the bundle, for parts of libraries that Pipewatch never calls (infra/esbuild.js). */
function unused() {
  throw new Error('Not in the bundle; see infra/esbuild.js');
}

/** Of @aws-lambda-powertools/jmespath: idempotency keys are given whole, so nothing is searched. */
export { unused as search };
export function PowertoolsFunctions() {
  // Made with each configuration, and never used.
}

/** Of @smithy/core/event-streams: no operation that is called streams. */
export { unused as EventStreamSerde, unused as eventStreamSerdeProvider };
/**
 * Completes a client's configuration, which is left as it is.
 * @template Config
 * @param {Config} config
 */
function unchanged(config) {
  return config;
}
export { unchanged as resolveEventStreamSerdeConfig };

/** Of @aws-sdk/middleware-endpoint-discovery: DynamoDB's endpoint is the Region's. */
export { unchanged as resolveEndpointDiscoveryConfig };
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  default: undefined,
};

/** Of bowser: no browser is told from another. */
export { unused as default };
