'use client';

import { isId } from '@agent-factory/contracts';
import { Button, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { useTRPC } from '../trpc/context.ts';

const TestRunsPanel = dynamic(() => import('./test-runs-panel.tsx').then((module) => module.TestRunsPanel), {
  loading: () => <PanelsSkeleton label="Loading the test runs" />,
});
const DatasetsPanel = dynamic(() => import('./datasets-panel.tsx').then((module) => module.DatasetsPanel), {
  loading: () => <PanelsSkeleton label="Loading the datasets" />,
});
const AgentPanels = dynamic(() => import('./agent-panels.tsx').then((module) => module.AgentPanels), {
  loading: () => <PanelsSkeleton label="Loading the gate" />,
});
const RunTestsDialog = dynamic(() =>
  import('./run-tests-dialog.tsx').then((module) => module.RunTestsDialog),
);

const all = 'all';

/** Tests of the team, or of one agent with its gate and its trend; what is chosen stands in the address. */
export function TestsPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const wanted = search.get('agent');
  const agentId = isId('agent', wanted) ? wanted : undefined;
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const titles = new Map(agents.data?.items.map((agent) => [agent.id as string, agent.title]));

  function go(change: Record<string, string | null>): void {
    const query = new URLSearchParams(search);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) query.delete(key);
      else query.set(key, value);
    }
    const text = query.toString();
    router.replace(text === '' ? '/tests' : `/tests?${text}`, { scroll: false });
  }

  return (
    <Page
      title="Tests"
      description="What your agents must do, how often they do it, and how sure that is."
      actions={
        <>
          <Select
            aria-label="Agent"
            size="sm"
            className="max-w-40"
            value={agentId ?? all}
            onValueChange={(value) => go({ agent: value === all ? null : value })}
            options={[
              { value: all, label: 'All agents' },
              ...(agents.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []),
            ]}
          />
          <Button variant="primary" onClick={() => go({ run: '1' })}>
            <Play aria-hidden="true" />
            Run tests
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {agentId === undefined ? null : <AgentPanels key={agentId} agentId={agentId} />}
        <TestRunsPanel key={wanted} agentId={agentId} titles={titles} onRun={() => go({ run: '1' })} />
        <DatasetsPanel agentId={agentId} />
      </div>
      {search.has('run') ? (
        <RunTestsDialog
          agentId={agentId}
          datasetId={search.get('dataset')}
          onClose={() => go({ run: null, dataset: null })}
        />
      ) : null}
    </Page>
  );
}
