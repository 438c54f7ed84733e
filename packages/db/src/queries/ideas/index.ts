export { deleteIdea } from './delete-idea.ts';
export { insertIdea, type NewIdea } from './insert-idea.ts';
export { listIdeas } from './list-ideas.ts';
export type { IdeaRow } from './rows.ts';
export { selectIdeaOfRun, selectIdeas } from './select-ideas.ts';
export { type SharedIdeaRow, selectSharedIdea } from './select-shared-idea.ts';
export { settleIdea } from './settle-idea.ts';
export { shareIdea } from './share-idea.ts';
