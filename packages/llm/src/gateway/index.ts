export { createGateway } from './create-gateway.ts';
export { shapeOf } from './error-shape.ts';
export { gatewayRouteOf } from './gateway-path.ts';
export type { Admission, AgentCall, AgentRun, GatewayConfig, ModelCard } from './gateway-port.ts';
