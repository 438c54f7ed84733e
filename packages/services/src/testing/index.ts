export { agentText, openStand, refusal, type Stand, testSecretsEnv, toolsOf, withModel } from './stand.ts';
export { modelOf } from './stand-model.ts';
