'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { type LucideIcon, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { RowsSkeleton } from './rows-skeleton.tsx';

/** What a list says while it loads, when it could not, and when there is nothing. */
export interface ListWords {
  loading: string;
  failed: string;
  none: string;
}

export interface ListPanelProps<T extends { id: string }> {
  /** "API keys". */
  title: string;
  description: string;
  /** As it stands in a sentence: "API keys", "webhooks"; or what is said of the list, where its page is translated. */
  noun: string | ListWords;
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  /** Undefined while nothing has come. */
  items: readonly T[] | undefined;
  /** Left out for who may only look. */
  add: { label: string; onAdd: () => void } | undefined;
  empty: { icon: LucideIcon; description: string };
  row: (item: T) => ReactNode;
  /** What comes below the rows: notes, and the dialogs of the list. */
  children?: ReactNode;
}

/** A short list in its four states. The offer to add stands in the middle while there is nothing, above the rows after. */
export function ListPanel<T extends { id: string }>({
  title,
  description,
  noun,
  query,
  items,
  add,
  empty,
  row,
  children,
}: ListPanelProps<T>) {
  const says =
    typeof noun === 'string'
      ? { loading: `Loading the ${noun}`, failed: `The ${noun} could not be loaded`, none: `No ${noun}` }
      : noun;
  const none = items?.length === 0;
  const offer = add ? (
    <Button variant={none ? 'primary' : 'secondary'} onClick={add.onAdd}>
      <Plus aria-hidden="true" />
      {add.label}
    </Button>
  ) : undefined;
  return (
    <Panel aria-label={title} aria-busy={query.isPending}>
      <PanelHeader title={title} description={description} actions={items && !none ? offer : null} />
      {query.isPending ? <RowsSkeleton label={says.loading} /> : null}
      {query.isError && items === undefined ? (
        <ApiErrorState error={query.error} title={says.failed} onRetry={() => query.refetch()} />
      ) : null}
      {none ? (
        <EmptyState
          icon={empty.icon}
          title={says.none}
          description={empty.description}
          action={offer}
          className="py-10"
        />
      ) : null}
      {items && !none ? <ul className="divide-y divide-border">{items.map((item) => row(item))}</ul> : null}
      {children}
    </Panel>
  );
}
