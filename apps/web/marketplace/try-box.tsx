'use client';

import type { TemplateTry, TemplateView } from '@agent-factory/contracts';
import {
  Button,
  formatDuration,
  formatMoney,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
  StatusChip,
  Textarea,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useVisitor } from '../frame/frame-context.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const refreshMs = 1_500;
const isAtWork = ({ status }: TemplateTry) => status === 'queued' || status === 'running';

/** A few sealed runs on one's own question, before anything is paid. */
export function TryBox({ listing }: { listing: TemplateView }) {
  const me = useVisitor();
  return (
    <Panel aria-label="Try it">
      <PanelHeader title="Try it first" description="Sealed runs on your own question, free" />
      {me === null ? (
        <PanelBody>
          <p className="text-sm">
            <Link
              href={`/sign-in?next=/marketplace/${listing.id}`}
              className="font-medium text-accent underline-offset-2 hover:underline"
            >
              Sign in
            </Link>{' '}
            to see what it answers you.
          </p>
        </PanelBody>
      ) : (
        <Tries listing={listing} viewer={me.team.role === 'viewer'} />
      )}
    </Panel>
  );
}

function Tries({ listing, viewer }: { listing: TemplateView; viewer: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [question, setQuestion] = useState('');
  const asked = { template_id: listing.id };
  const tries = useQuery(
    trpc.marketplace.tries.queryOptions(asked, {
      refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) ? refreshMs : false),
    }),
  );
  const start = useMutation(
    trpc.marketplace.try.mutationOptions({
      onSuccess: async () => {
        setQuestion('');
        await queryClient.invalidateQueries(trpc.marketplace.tries.queryFilter(asked));
      },
    }),
  );
  if (tries.isPending) return <RowsSkeleton label="Loading your tries" />;
  if (tries.data === undefined) {
    return (
      <ApiErrorState
        error={tries.error}
        title="Your tries could not be loaded"
        onRetry={() => tries.refetch()}
        className="py-8"
      />
    );
  }
  const { left, items } = tries.data;
  const isBusy = items.some(isAtWork) || start.isPending;
  return (
    <>
      <PanelBody>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (question.trim() !== '') start.mutate({ ...asked, query: question });
          }}
        >
          {start.isError ? <FormError>{apiFailure(start.error).message}</FormError> : null}
          <Textarea
            aria-label="Your question"
            placeholder="Ask it what you would ask it every day"
            value={question}
            maxLength={20_000}
            disabled={viewer || left === 0}
            onChange={(event) => setQuestion(event.target.value)}
          />
          <div className="flex items-center justify-between gap-3">
            <span className="text-muted text-xs tabular-nums">
              {viewer
                ? 'Editors of your team can try it.'
                : left === 0
                  ? 'Your team has used its tries of this version.'
                  : `${left} ${left === 1 ? 'try' : 'tries'} left`}
            </span>
            <Button type="submit" disabled={viewer || left === 0 || question.trim() === ''} loading={isBusy}>
              <Play aria-hidden="true" />
              Try
            </Button>
          </div>
        </form>
      </PanelBody>
      {items.length === 0 ? null : (
        <ol aria-label="Your tries" aria-live="polite" className="divide-y divide-border border-t">
          {items.map((each) => (
            <TryRow key={each.id} of={each} />
          ))}
        </ol>
      )}
    </>
  );
}

function TryRow({ of }: { of: TemplateTry }) {
  const { query } = of.input;
  return (
    <li className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <p className="flex items-center justify-between gap-3">
        <StatusChip status={of.status} />
        <span className="flex gap-2 text-muted text-xs tabular-nums">
          {isAtWork(of) ? null : (
            <>
              <span>{formatMoney(of.cost_usd)}</span>
              <span>{formatDuration(of.duration_ms / 1000)}</span>
            </>
          )}
          <RelativeTime iso={of.created_at} />
        </span>
      </p>
      <p className="line-clamp-2 break-words text-muted text-sm">
        {typeof query === 'string' ? query : JSON.stringify(of.input)}
      </p>
      {of.error === null ? null : <p className="break-words text-danger text-sm">{of.error.message}</p>}
      {of.status === 'succeeded' ? (
        <p className="max-h-72 overflow-y-auto whitespace-pre-wrap break-words text-sm">
          {typeof of.output === 'string' ? of.output : JSON.stringify(of.output, null, 2)}
        </p>
      ) : null}
      {of.calls.length === 0 ? null : (
        <p className="break-words text-muted text-xs">
          Called{' '}
          {of.calls
            .map(({ tool, outcome }) => `${tool}${outcome === 'ok' ? '' : ` (${outcome})`}`)
            .join(', ')}
        </p>
      )}
    </li>
  );
}
