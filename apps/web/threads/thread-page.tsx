'use client';

import { isFinalRunStatus, type ThreadId } from '@agent-factory/contracts';
import { Button, buttonStyles, Money, Skeleton } from '@agent-factory/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Thread, ThreadMessage } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { Answered } from './answered.tsx';
import { Composer } from './composer.tsx';
import { Said } from './said.tsx';
import { StayAtEnd } from './stay-at-end.tsx';
import { useAsk } from './use-ask.ts';

const loadAnswering = () => import('./answering.tsx').then((module) => module.Answering);
const Answering = dynamic(loadAnswering, { loading: () => <Skeleton className="h-16 rounded-md" /> });
const DeleteThreadDialog = dynamic(() =>
  import('./delete-thread-dialog.tsx').then((module) => module.DeleteThreadDialog),
);
/** Runs a page; a question and its answer each. */
const pageSize = 30;
/** For a stream that could not be opened, and for runs that wait for people. */
const refreshMs = 3_000;

/** A conversation: what was said, the answer as it comes, and where one goes on. */
export function ThreadPage({ threadId }: { threadId: ThreadId }) {
  const say = useWords('threads');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const thread = useInfiniteQuery({
    queryKey: trpc.threads.get.infiniteQueryKey({ id: threadId }),
    queryFn: ({ pageParam, signal }) =>
      client.threads.get.query(
        { id: threadId, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (query) => (activeIn(query.state.data?.pages[0]?.messages) ? refreshMs : false),
  });
  const newest = thread.data?.pages[0];
  const refresh = () => void queryClient.invalidateQueries(trpc.threads.get.pathFilter());
  const ask = useAsk({ agentId: newest?.agent_id, threadId, onStarted: refresh });
  const cancel = useMutation(trpc.runs.cancel.mutationOptions({ onSettled: refresh }));
  // An answer is about to come: what shows it is fetched before the first piece arrives.
  useEffect(() => {
    void loadAnswering();
    void import('../runs/markdown.tsx');
  }, []);

  if (thread.isError && newest === undefined) {
    const missing = apiFailure(thread.error).code === 'not_found';
    return (
      <ApiErrorState
        className="flex-1"
        level={1}
        error={thread.error}
        title={missing ? say('missing') : say('oneFailed')}
        {...(missing ? { description: say('missingHint') } : { onRetry: () => thread.refetch() })}
        action={
          <Link href="/threads" className={buttonStyles({ variant: 'secondary' })}>
            {say('allThreads')}
          </Link>
        }
      />
    );
  }
  if (newest === undefined) return <ThreadSkeleton />;

  const messages = (thread.data?.pages ?? []).toReversed().flatMap((page) => page.messages);
  const { asked } = ask;
  const told = asked?.runId !== null && messages.some(({ run_id }) => run_id === asked?.runId);
  const active = activeIn(messages);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 pt-6 md:px-6">
      <ThreadHeader thread={newest} busy={active !== undefined} />
      {thread.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button size="sm" loading={thread.isFetchingNextPage} onClick={() => thread.fetchNextPage()}>
            {say('before')}
          </Button>
        </div>
      ) : null}
      <ol aria-label={say('messages')} className="flex flex-1 flex-col gap-4 py-6">
        {messages.map((message) => (
          <li key={`${message.run_id}:${message.role}`} className="flex flex-col">
            <Message message={message} onFinished={refresh} />
          </li>
        ))}
        {asked === null || told ? null : (
          <li className="flex flex-col">
            <Said content={asked.text} />
          </li>
        )}
      </ol>
      <StayAtEnd of={messages.length + (told ? 0 : 1)} />
      {newest.closed ? (
        <p className="border-t py-4 text-muted text-sm">{say('closed')}</p>
      ) : (
        <Composer
          value={ask.draft}
          onChange={ask.setDraft}
          onSend={ask.send}
          sending={ask.sending}
          onStop={active === undefined ? null : () => cancel.mutate({ run_id: active.run_id })}
          stopping={cancel.isPending}
          agentTitle={newest.agent_title}
        />
      )}
    </div>
  );
}

type AgentMessage = Extract<ThreadMessage, { role: 'agent' }>;

/** The answer that is being worked on; there is one at most, and it is the last. */
function activeIn(messages: readonly ThreadMessage[] | undefined): AgentMessage | undefined {
  const last = messages?.at(-1);
  return last?.role === 'agent' && !isFinalRunStatus(last.status) ? last : undefined;
}

function Message({ message, onFinished }: { message: ThreadMessage; onFinished: () => void }) {
  if (message.role === 'user') return <Said content={message.content} />;
  switch (message.status) {
    case 'queued':
    case 'running':
    case 'waiting':
      return <Answering runId={message.run_id} status={message.status} onFinished={onFinished} />;
    case 'succeeded':
    case 'failed':
    case 'refused':
    case 'cancelled':
      return <Answered message={message} />;
  }
}

function ThreadHeader({ thread, busy }: { thread: Thread; busy: boolean }) {
  const say = useWords('threads');
  const [deleting, setDeleting] = useState(false);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <h1 className="line-clamp-2 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">
          {thread.title}
        </h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          {thread.closed ? (
            <span>{thread.agent_title}</span>
          ) : (
            <Link
              href={`/agents/${thread.agent_id}`}
              className="text-accent underline-offset-2 hover:underline"
            >
              {thread.agent_title}
            </Link>
          )}
          <span className="tabular-nums">{say('countQuestions', { count: thread.runs })}</span>
          <Money usd={thread.cost} />
        </p>
      </div>
      <div className="flex gap-2">
        {thread.closed ? null : (
          <Link
            href={`/threads/new?agent=${thread.agent_id}`}
            className={buttonStyles({ variant: 'secondary' })}
          >
            <Plus aria-hidden="true" /> {say('newThread')}
          </Link>
        )}
        <Button
          size="icon"
          variant="ghost"
          aria-label={say('deleteThread')}
          title={busy ? say('atWork') : say('deleteThread')}
          disabled={busy}
          onClick={() => setDeleting(true)}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {deleting ? <DeleteThreadDialog thread={thread} onClose={() => setDeleting(false)} /> : null}
    </div>
  );
}

function ThreadSkeleton() {
  const say = useWords('threads');
  return (
    <div aria-busy="true" className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-4 px-4 pt-6 md:px-6">
      <span className="sr-only">{say('loading')}</span>
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="mt-6 ms-auto h-10 w-1/2" />
      <Skeleton className="h-24 w-4/5" />
      <Skeleton className="ms-auto h-10 w-1/3" />
      <Skeleton className="h-16 w-4/5" />
    </div>
  );
}
