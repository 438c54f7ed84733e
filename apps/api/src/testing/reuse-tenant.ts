import type { TestApi } from './start-test-api.ts';
import type { Tenant } from './tenant.ts';
import { makeTenant } from './valid-calls.ts';

/**
 * Calls that should succeed, each as a tenant that calls before it have used, as long as that goes; else as one made
 * afresh, and then that one's answer counts: what an earlier call took away is no refusal. A tenant is some forty
 * requests, so this is most of the time of a suite that tries every route.
 */
export function reuseTenant(api: TestApi) {
  let used: Tenant | undefined;
  return async <Seen>(call: (tenant: Tenant) => Promise<Seen>, succeeded: (seen: Seen) => boolean) => {
    if (used !== undefined) {
      const seen = await call(used);
      if (succeeded(seen)) return seen;
    }
    used = await makeTenant(api);
    return call(used);
  };
}
