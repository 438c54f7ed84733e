import { useEditorStore } from '../editor-context.ts';
import { useLiveStore } from '../live/live-context.ts';
import { useCommentStore } from './comment-context.ts';
import { placeOfNode } from './new-place.ts';

/** Begins a thread on a node of the spec; `[]` for the agent as a whole. */
export function useBeginComment(): (path: readonly (string | number)[]) => void {
  const store = useEditorStore();
  const live = useLiveStore();
  const comments = useCommentStore();
  return (path) => comments.getState().begin(placeOfNode(store, live.getState().documentId, path));
}
