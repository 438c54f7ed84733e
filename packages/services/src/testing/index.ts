export { type MoneyStand, onboard, openMoneyStand } from '../billing/testing/money-stand.ts';
export { agentText, openStand, refusal, type Stand, testSecretsEnv, toolsOf, withModel } from './stand.ts';
export { modelOf } from './stand-model.ts';
export { hasRedisServer, type RedisServer, startRedisServer } from './start-redis-server.ts';
