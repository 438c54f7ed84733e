export { checkUrl } from './check-url.ts';
export {
  createEgressClient,
  type EgressClient,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
  webPorts,
} from './egress-client.ts';
export { publicLookup } from './pinned-lookup.ts';
