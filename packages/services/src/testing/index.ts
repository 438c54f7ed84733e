export { agentText, openStand, type Stand, withModel } from './stand.ts';
export { modelOf } from './stand-model.ts';
