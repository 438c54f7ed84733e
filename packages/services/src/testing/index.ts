export { agentText, openStand, type Stand, testSecretsEnv, withModel } from './stand.ts';
export { modelOf } from './stand-model.ts';
