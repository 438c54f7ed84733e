export { agentText, openStand, refusal, type Stand, testSecretsEnv, withModel } from './stand.ts';
export { modelOf } from './stand-model.ts';
