'use client';

import { buttonStyles, EmptyState, Input, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Route, SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Model } from '../trpc/outputs.ts';
import { groupModels } from './group-models.ts';
import { providerTitle } from './provider-titles.ts';

// Fetched beside the models themselves, so that the first load stays small.
const ProviderPanel = dynamic(() => import('./provider-panel.tsx').then((module) => module.ProviderPanel));
const UnusedProviders = dynamic(() =>
  import('./unused-providers.tsx').then((module) => module.UnusedProviders),
);

/** Breakers and latencies move by themselves. */
const healthEveryMs = 10_000;

export function ModelsPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const { me } = useFrame();
  const search = useSearchParams().get('q') ?? '';
  const models = useQuery(trpc.models.list.queryOptions(undefined, { staleTime: 300_000 }));
  const health = useQuery(trpc.models.health.queryOptions(undefined, { refetchInterval: healthEveryMs }));
  const usage = useQuery(trpc.usage.summary.queryOptions({}));
  const mayReadKeys = me.team.role === 'owner' || me.team.role === 'admin';
  const keys = useQuery(trpc.providerKeys.list.queryOptions(undefined, { enabled: mayReadKeys }));

  const found = models.data?.items.filter((model) => matches(model, search));
  const groups = groupModels(found ?? [], {
    health: health.data?.items ?? [],
    usage: usage.data?.by_model ?? [],
    ownKeyVendors: new Set(
      keys.data?.items.filter(({ status }) => status === 'active').map(({ vendor }) => vendor),
    ),
  });
  const usable = groups.filter((group) => group.usable);
  const unused = groups.filter((group) => !group.usable);

  return (
    <Page
      title="Models"
      description="Who answers your agents, how they are doing, and what they charge."
      actions={
        <>
          <Input
            type="search"
            aria-label="Filter models"
            placeholder="Filter models"
            defaultValue={search}
            onChange={(event) => {
              const query = event.target.value.trim();
              router.replace(query === '' ? '/models' : `/models?q=${encodeURIComponent(query)}`, {
                scroll: false,
              });
            }}
            className="h-8 w-44 text-sm"
          />
          <Link href="/models/explain" className={buttonStyles()}>
            <Route aria-hidden="true" />
            Explain a choice
          </Link>
        </>
      }
    >
      {models.isPending ? <ModelsSkeleton /> : null}
      {models.isError && models.data === undefined ? (
        <Panel>
          <ApiErrorState
            error={models.error}
            title="The models could not be loaded"
            onRetry={() => models.refetch()}
          />
        </Panel>
      ) : null}
      {found?.length === 0 ? (
        <Panel>
          <EmptyState
            icon={SearchX}
            title="No model like that"
            description={`Nothing in the catalogue is called “${search}”.`}
          />
        </Panel>
      ) : null}
      {found && found.length > 0 ? (
        <div className="flex flex-col gap-5">
          {usable.map((group) => (
            <ProviderPanel
              key={group.id}
              group={group}
              expanded={search !== ''}
              // Where a first look failed, figures are unknown and not zero.
              usageKnown={usage.isSuccess}
            />
          ))}
          {unused.length > 0 ? <UnusedProviders groups={unused} expanded={search !== ''} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function matches(model: Model, search: string): boolean {
  const text = `${model.title} ${model.id} ${providerTitle(model.provider)}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function ModelsSkeleton() {
  return (
    <Panel aria-busy="true">
      <span className="sr-only">Loading the models</span>
      <div className="flex min-h-14 items-center border-b px-4">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="divide-y divide-border">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key} className="flex h-14 items-center gap-4 px-4">
            <Skeleton className="h-4 w-44" />
            <Skeleton className="ms-auto h-6 w-20" />
            <Skeleton className="h-4 w-64 max-md:hidden" />
          </div>
        ))}
      </div>
    </Panel>
  );
}
