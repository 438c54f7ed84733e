'use client';

import { isId } from '@agent-factory/contracts';
import { Field, Panel, PanelBody, PanelHeader, Select } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { emptyListing } from './listing-fields.ts';

const loading = () => <RowsSkeleton label="Loading" />;
const ListingForm = dynamic(() => import('./listing-form.tsx').then((module) => module.ListingForm), {
  ssr: false,
  loading,
});
const GatePanel = dynamic(() => import('../tests/gate-panel.tsx').then((module) => module.GatePanel), {
  ssr: false,
  loading,
});

/** The first half of publishing: which agent, whether its gate is open, and what the listing says. */
export function NewTemplatePage() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const wanted = useSearchParams().get('agent');
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const agent = agents.data?.items.find(({ id }) => id === wanted);
  const create = useMutation(
    trpc.templates.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.templates.pathFilter());
        router.push(`/studio/${id}`);
      },
    }),
  );
  return (
    <Page title="New template" description="Nobody sees it before you publish a version of it.">
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel aria-label="Agent">
            <PanelHeader title="1. Which agent" description="Its newest version is what you publish first" />
            <PanelBody>
              {agents.isPending ? <RowsSkeleton label="Loading your agents" /> : null}
              {agents.isError && agents.data === undefined ? (
                <ApiErrorState
                  error={agents.error}
                  title="Your agents could not be loaded"
                  onRetry={() => agents.refetch()}
                  className="py-6"
                />
              ) : null}
              {agents.data ? (
                <Field label="Agent">
                  {(control) => (
                    <Select
                      {...control}
                      value={agent?.id ?? ''}
                      onValueChange={(id) =>
                        router.replace(isId('agent', id) ? `/studio/new?agent=${id}` : '/studio/new', {
                          scroll: false,
                        })
                      }
                      options={[
                        { value: '', label: 'Choose an agent' },
                        ...agents.data.items.map(({ id, title }) => ({ value: id, label: title })),
                      ]}
                    />
                  )}
                </Field>
              ) : null}
            </PanelBody>
          </Panel>
          <Panel aria-label="Listing">
            <PanelHeader title="2. What the listing says" description="All of it can be changed later" />
            <ListingForm
              key={agent?.id ?? 'none'}
              initial={agent === undefined ? emptyListing : { ...emptyListing, title: agent.title }}
              verb="Save draft"
              disabled={agent === undefined}
              pending={create.isPending || create.isSuccess}
              failure={create.isError ? apiFailure(create.error).message : null}
              onSubmit={(fields) => {
                if (agent !== undefined) create.mutate({ agent_id: agent.id, ...fields });
              }}
            />
          </Panel>
        </div>
        {agent === undefined ? (
          <Panel aria-label="Gate">
            <PanelHeader title="Gate" description="Only what passed its tests is listed" />
            <PanelBody>
              <p className="text-muted text-sm">
                Choose an agent to see whether it may go out, and what is missing where it may not.
              </p>
            </PanelBody>
          </Panel>
        ) : (
          <GatePanel key={agent.id} agentId={agent.id} datasetId={null} />
        )}
      </div>
    </Page>
  );
}
