export {
  createEgressClient,
  type EgressClient,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './egress-client.ts';
