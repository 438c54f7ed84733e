export { MemoryCheckpointStore } from './memory-checkpoint-store.ts';
export { type ScriptedAnswer, ScriptedModel } from './scripted-model.ts';
