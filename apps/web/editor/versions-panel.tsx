'use client';

import { Button, cn, EmptyState, RelativeTime, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Agent, AgentVersion } from '../trpc/outputs.ts';
import { useEditor, useEditorStore } from './editor-context.ts';
import { VersionDiff } from './version-diff.tsx';

/** The history of the spec; a chosen version is held against what stands in the editor. */
export function VersionsPanel({ agent }: { agent: Agent }) {
  const trpc = useTRPC();
  const router = useRouter();
  const chosen = Number(useSearchParams().get('version'));
  const store = useEditorStore();
  const text = useEditor((state) => state.text);
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agent.id }));
  const selected = versions.data?.items.find(({ version }) => version === chosen);
  function choose(version: number | null): void {
    // Beside the views that are shown.
    const next = new URLSearchParams(window.location.search);
    next.set('panel', 'versions');
    if (version === null) next.delete('version');
    else next.set('version', String(version));
    router.replace(`/agents/${agent.id}?${next}`, { scroll: false });
  }

  if (versions.isPending) {
    return (
      <div aria-busy="true" className="flex flex-col gap-3 p-4">
        <span className="sr-only">Loading the versions</span>
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} className="h-12 w-full rounded-md" />
        ))}
      </div>
    );
  }
  if (versions.isError) {
    return (
      <ApiErrorState
        error={versions.error}
        title="The versions could not be loaded"
        onRetry={() => versions.refetch()}
      />
    );
  }
  if (versions.data.items.length === 0) {
    return (
      <EmptyState
        icon={History}
        title="No versions yet"
        description="Each save becomes a version that never changes."
      />
    );
  }
  return (
    <>
      <ul className="divide-y border-b bg-surface">
        {versions.data.items.map((version) => (
          <li key={version.version}>
            <VersionRow
              version={version}
              current={version.version === chosen}
              onChoose={() => choose(version.version === chosen ? null : version.version)}
            />
          </li>
        ))}
      </ul>
      {selected ? (
        <VersionDiff
          key={selected.version}
          version={selected.version}
          before={selected.spec}
          after={text}
          onClose={() => choose(null)}
          action={
            <Button
              size="sm"
              disabled={selected.spec === text}
              onClick={() => store.getState().type(selected.spec)}
            >
              Put into the editor
            </Button>
          }
        />
      ) : (
        <p className="p-4 text-muted text-sm">Choose a version to see what has changed since.</p>
      )}
    </>
  );
}

function VersionRow({
  version,
  current,
  onChoose,
}: {
  version: AgentVersion;
  current: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      data-list-entry
      aria-pressed={current}
      onClick={onChoose}
      className={cn(
        'flex w-full items-baseline gap-3 px-4 py-2.5 text-start text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2',
        current && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span className="w-8 shrink-0 font-medium tabular-nums">v{version.version}</span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2">
          {version.message ?? (version.version === 1 ? 'Created.' : 'No message.')}
        </span>
        <span className="font-mono text-muted text-xs">{version.spec_hash.slice(0, 12)}</span>
      </span>
      <RelativeTime iso={version.created_at} className="shrink-0 text-muted text-xs" />
    </button>
  );
}
