export { checkUrl } from './check-url.ts';
export {
  createEgressClient,
  type EgressClient,
  type EgressMethod,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
  type EgressStream,
  type EgressTarget,
  webPorts,
} from './egress-client.ts';
export { type EgressFetchOptions, egressFetch } from './egress-fetch.ts';
export { publicLookup } from './pinned-lookup.ts';
