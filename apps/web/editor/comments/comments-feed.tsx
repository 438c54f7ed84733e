'use client';

import type { Agent } from '../../trpc/outputs.ts';
import { useEditorStore } from '../editor-context.ts';
import { useLiveStore } from '../live/live-context.ts';
import { useCommentStore } from './comment-context.ts';
import { useComments } from './use-comments.ts';

/** Shows nothing: reads what is said and keeps it at its places, for everything that does. */
export function CommentsFeed({ agentId }: { agentId: Agent['id'] }) {
  const parts = { store: useEditorStore(), live: useLiveStore(), comments: useCommentStore() };
  useComments(agentId, parts);
  return null;
}
