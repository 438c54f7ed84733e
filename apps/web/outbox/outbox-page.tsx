'use client';

import { cn, EmptyState, Panel, RelativeTime, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { OutboxMail } from '../trpc/outputs.ts';

export function OutboxPage() {
  const trpc = useTRPC();
  const outbox = useQuery(trpc.outbox.list.queryOptions(undefined, { refetchInterval: 3_000 }));
  const [chosen, setChosen] = useState<string | null>(null);
  const mails = outbox.data?.items;
  const mail = mails?.find((candidate) => candidate.id === chosen) ?? mails?.[0];

  return (
    <Page title="Outbox" description="Mails that this machine would have sent. In local mode none leaves it.">
      {outbox.isPending ? <OutboxSkeleton /> : null}
      {outbox.isError && mails === undefined ? (
        <Panel>
          <ApiErrorState
            error={outbox.error}
            title="The mails could not be loaded"
            onRetry={() => outbox.refetch()}
          />
        </Panel>
      ) : null}
      {mails?.length === 0 ? (
        <Panel>
          <EmptyState
            icon={Mail}
            title="No mails yet"
            description="Ask for a sign-in link or a new password, and the mail turns up here within seconds."
          />
        </Panel>
      ) : null}
      {mails && mail ? (
        <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <Panel aria-label="Mails" className="overflow-hidden">
            <ul className="divide-y divide-border">
              {mails.map((entry) => (
                <li key={entry.id}>
                  <button
                    type="button"
                    data-list-entry
                    aria-current={entry.id === mail.id}
                    onClick={() => setChosen(entry.id)}
                    className={cn(
                      'block w-full px-4 py-2.5 text-start transition-colors hover:bg-hover focus-visible:-outline-offset-2',
                      entry.id === mail.id && 'bg-accent-soft hover:bg-accent-soft',
                    )}
                  >
                    <span className="flex items-baseline justify-between gap-3">
                      <span className="truncate font-medium text-sm">{entry.subject}</span>
                      <RelativeTime iso={entry.at} className="shrink-0 text-muted text-xs" />
                    </span>
                    <span className="block truncate text-muted text-xs">{entry.to}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Panel>
          <MailView mail={mail} />
        </div>
      ) : null}
    </Page>
  );
}

function MailView({ mail }: { mail: OutboxMail }) {
  return (
    <Panel aria-label={mail.subject}>
      <div className="border-b px-5 py-4">
        <h2 className="font-semibold text-lg">{mail.subject}</h2>
        <p className="mt-0.5 text-muted text-sm">To {mail.to}</p>
      </div>
      <p className="whitespace-pre-wrap break-words px-5 py-4 text-base">
        <Linked text={mail.text} />
      </p>
    </Panel>
  );
}

const address = /(https?:\/\/[^\s<>"]+)/;

/** Text with its web addresses as links; nothing else in it becomes markup. */
function Linked({ text }: { text: string }) {
  return text.split(address).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} className="break-all text-accent underline underline-offset-2">
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

function OutboxSkeleton() {
  return (
    <div aria-busy="true" className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <span className="sr-only">Loading the mails</span>
      <Panel className="divide-y divide-border">
        {['a', 'b', 'c'].map((key) => (
          <div key={key} className="flex flex-col px-4 py-2.5">
            <Skeleton className="my-[3px] h-3.5 w-40" />
            <Skeleton className="my-[2px] h-3 w-28" />
          </div>
        ))}
      </Panel>
      <Skeleton className="hidden h-48 rounded-md lg:block" />
    </div>
  );
}
