'use client';

import { Button, Panel, PanelBody, PanelHeader, Spinner } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { ExplainForm } from './explain-form.tsx';

const RouteView = dynamic(() => import('./route-view.tsx').then((module) => module.RouteView));

const sample = 'Summarise this contract and list every deadline in it.';

export function ExplainPage() {
  const trpc = useTRPC();
  const explain = useMutation(trpc.models.explain.mutationOptions());
  return (
    <Page
      title="Explain a choice"
      description="Describe a request, and see who would serve it, at what price, and why the others would not. Nothing is called."
    >
      <div className="grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Panel aria-label="Request">
          <PanelHeader title="Request" />
          <PanelBody>
            <ExplainForm pending={explain.isPending} onExplain={(request) => explain.mutate(request)} />
          </PanelBody>
        </Panel>
        <div aria-live="polite" aria-busy={explain.isPending} className="flex min-w-0 flex-col gap-5">
          {explain.isIdle ? (
            <Panel>
              <PanelBody className="flex flex-col items-start gap-3 text-muted text-sm">
                <p>
                  Every request is served by the cheapest model that can do it: capable enough for the task,
                  within the caps, and healthy. Here you see that decision before it is made.
                </p>
                <Button size="sm" onClick={() => explain.mutate({ text: sample, task: 'auto' })}>
                  Try “{sample}”
                </Button>
              </PanelBody>
            </Panel>
          ) : null}
          {explain.isPending ? (
            <Panel>
              <PanelBody className="flex items-center gap-2 text-muted text-sm">
                <Spinner />
                Asking the router
              </PanelBody>
            </Panel>
          ) : null}
          {explain.isError ? (
            <Panel>
              <ApiErrorState
                error={explain.error}
                title="The choice could not be explained"
                onRetry={() => explain.mutate(explain.variables)}
              />
            </Panel>
          ) : null}
          {explain.isSuccess ? <RouteView route={explain.data} /> : null}
        </div>
      </div>
    </Page>
  );
}
