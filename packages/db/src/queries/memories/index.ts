export { clearAgentMemories } from './clear-agent-memories.ts';
export { forgetMemory } from './forget-memory.ts';
export { listMemories } from './list-memories.ts';
export { putMemory } from './put-memory.ts';
export type { MemoryPlace, MemoryRow } from './rows.ts';
