import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';

/** Gives one client a Region, made when it is first asked for; without a Region that of the SDK's own environment. */
export function byRegion<Client>(
  make: (config: ReturnType<typeof sdkOptions>) => Client,
  options: ClientOptions,
): (region: string | undefined) => Client {
  const clients = new Map<string | undefined, Client>();
  return (region) => {
    const client =
      clients.get(region) ?? make({ ...sdkOptions(options), ...(region !== undefined && { region }) });
    clients.set(region, client);
    return client;
  };
}
