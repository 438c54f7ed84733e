'use client';

import type { AgentId } from '@agent-factory/contracts';
import { RelativeTime } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ListPanel } from '../lists/list-panel.tsx';
import { useTRPC } from '../trpc/context.ts';

/** The team's datasets; those made for other agents stay away where one is chosen. */
export function DatasetsPanel({ agentId }: { agentId: AgentId | undefined }) {
  const trpc = useTRPC();
  const router = useRouter();
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const items = datasets.data?.items.filter(
    ({ agent_id }) => agentId === undefined || agent_id === null || agent_id === agentId,
  );
  const add = `/tests/datasets/new${agentId === undefined ? '' : `?agent=${agentId}`}`;
  return (
    <ListPanel
      title="Datasets"
      description="Cases by name; every change is a version that stays"
      noun="datasets"
      query={datasets}
      items={items}
      add={{ label: 'New dataset', onAdd: () => router.push(add) }}
      empty={{
        icon: Table2,
        description:
          'Write cases by hand, bring them from YAML, CSV, JSONL or promptfoo, or save a run of your agent as one.',
      }}
      row={(dataset) => (
        <li
          key={dataset.id}
          className="relative flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-3 transition-colors last:rounded-b-md hover:bg-hover"
        >
          <div className="min-w-0 flex-1 basis-56">
            <Link
              href={`/tests/datasets/${dataset.id}`}
              data-list-entry
              className="block truncate font-medium text-sm after:absolute after:inset-0"
            >
              {dataset.name}
            </Link>
            {dataset.description === '' ? null : (
              <p className="truncate text-muted text-xs">{dataset.description}</p>
            )}
          </div>
          <span className="text-muted text-xs tabular-nums">
            {dataset.cases} {dataset.cases === 1 ? 'case' : 'cases'}
          </span>
          <span className="text-muted text-xs tabular-nums">
            v{dataset.version} <code className="font-mono">{dataset.content_hash.slice(0, 8)}</code>
          </span>
          <RelativeTime iso={dataset.created_at} className="w-24 text-end text-muted text-xs" />
        </li>
      )}
    />
  );
}
