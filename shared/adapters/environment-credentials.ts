import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in, in the bundle, for the SDK's whole chain of credential providers (infra/esbuild.js): Lambda and `sls invoke
 * local` give credentials in the environment, and the chain costs about 100 KiB and 10 ms of every start.
 */
export const defaultProvider = fromEnv;
