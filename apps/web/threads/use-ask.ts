'use client';

import type { AgentId, RunId, ThreadId } from '@agent-factory/contracts';
import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

export interface Ask {
  draft: string;
  setDraft: (text: string) => void;
  send: () => void;
  sending: boolean;
  /** What was sent last: shown at once, though the server has not told of it yet. */
  asked: { text: string; runId: RunId | null } | null;
}

/** Asks the agent what is written, in its thread or in a new one. What was refused stands in the composer again. */
export function useAsk(options: {
  agentId: AgentId | undefined;
  threadId?: ThreadId;
  onStarted: (run: Run) => void;
}): Ask {
  const { agentId, threadId, onStarted } = options;
  const trpc = useTRPC();
  const say = useWords('threads');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState('');
  const [asked, setAsked] = useState<Ask['asked']>(null);
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: (run) => {
        setAsked((before) => (before === null ? null : { ...before, runId: run.run_id }));
        void queryClient.invalidateQueries(trpc.threads.list.pathFilter());
        void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
        onStarted(run);
      },
      onError: (error, { query }) => {
        setAsked(null);
        setDraft((now) => (now === '' ? (query ?? '') : now));
        toast({ tone: 'danger', title: say('messageNotSent'), description: tellFailure(error) });
      },
    }),
  );
  return {
    draft,
    setDraft,
    asked,
    sending: start.isPending,
    send() {
      const query = draft.trim();
      if (agentId === undefined || query === '') return;
      setAsked({ text: query, runId: null });
      setDraft('');
      start.mutate({ agent_id: agentId, query, ...(threadId === undefined ? {} : { thread_id: threadId }) });
    },
  };
}
