'use client';

import type { IdeaId } from '@agent-factory/contracts';
import { Money, Panel, PanelBody, PanelHeader, RelativeTime, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useFrame } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Idea } from '../trpc/outputs.ts';

const loading = () => <RowsSkeleton label="Loading" />;
const ResearchersPanel = dynamic(
  () => import('./researchers-panel.tsx').then((module) => module.ResearchersPanel),
  { loading },
);
const EvaluationView = dynamic(
  () => import('./evaluation-view.tsx').then((module) => module.EvaluationView),
  { loading },
);
const IdeaActions = dynamic(() => import('./idea-actions.tsx').then((module) => module.IdeaActions));

const refreshMs = 3_000;

/** One idea: the researchers while they are at work, then what they found and what it comes to. */
export function IdeaPage({ ideaId }: { ideaId: IdeaId }) {
  const trpc = useTRPC();
  const { me } = useFrame();
  const idea = useQuery(
    trpc.ideas.get.queryOptions(
      { idea_id: ideaId },
      { refetchInterval: ({ state }) => (state.data?.status === 'researching' ? refreshMs : false) },
    ),
  );
  const { data } = idea;
  return (
    <Page
      title="Idea"
      description={data === undefined ? null : <IdeaLine idea={data} />}
      actions={
        data === undefined || me.team.role === 'viewer' ? null : <IdeaActions idea={data} key={ideaId} />
      }
    >
      {idea.isPending ? (
        <div aria-busy="true" className="flex flex-col gap-5">
          <span className="sr-only">Loading the idea</span>
          <Skeleton className="h-24 rounded-md" />
          <Skeleton className="h-64 rounded-md" />
        </div>
      ) : null}
      {idea.isError && data === undefined ? (
        <Panel>
          <ApiErrorState
            error={idea.error}
            title="The idea could not be loaded"
            onRetry={() => idea.refetch()}
          />
        </Panel>
      ) : null}
      {data === undefined ? null : (
        <div className="flex flex-col gap-5">
          <Panel aria-label="The idea">
            <PanelBody>
              <p className="max-w-prose whitespace-pre-line break-words">{data.idea}</p>
            </PanelBody>
          </Panel>
          {data.evaluation === null ? (
            <ResearchersPanel runId={data.run_id} onFinished={() => idea.refetch()} />
          ) : (
            <>
              {data.run_error === null ? null : <RunFailed idea={data} message={data.run_error.message} />}
              <EvaluationView evaluation={data.evaluation} />
            </>
          )}
        </div>
      )}
    </Page>
  );
}

function IdeaLine({ idea }: { idea: Idea }) {
  return (
    <span className="flex flex-wrap gap-x-3 text-xs">
      <RelativeTime iso={idea.created_at} />
      <Money usd={idea.cost} />
      <Link href={`/runs/${idea.run_id}`} className="text-accent underline-offset-2 hover:underline">
        Run
      </Link>
      <Link href={`/agents/${idea.agent_id}`} className="text-accent underline-offset-2 hover:underline">
        Researchers
      </Link>
    </span>
  );
}

function RunFailed({ idea, message }: { idea: Idea; message: string }) {
  return (
    <Panel aria-label="The run">
      <PanelHeader
        title="Not all of it could be looked into"
        actions={
          <Link
            href={`/runs/${idea.run_id}`}
            className="text-accent text-sm underline-offset-2 hover:underline"
          >
            Open the run
          </Link>
        }
      />
      <PanelBody>
        <p className="max-w-prose break-words text-sm">{message}</p>
      </PanelBody>
    </Panel>
  );
}
