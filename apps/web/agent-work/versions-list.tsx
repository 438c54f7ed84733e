'use client';

import type { AgentId } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  CopyButton,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
  Panel,
  PanelHeader,
  RelativeTime,
} from '@agent-factory/ui';
import { Columns2, Tag } from 'lucide-react';
import Link from 'next/link';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import type { AgentLabel, AgentLabels, AgentVersion } from '../trpc/outputs.ts';
import { LabelChip, labelName, labelNames } from './label-chip.tsx';

interface Answer<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

export interface VersionsListProps {
  versions: Answer<{ items: AgentVersion[] }>;
  labels: Answer<AgentLabels>;
  agentId: AgentId;
  /** The name of a member; undefined for who has left. */
  authorOf: (userId: string) => string | undefined;
  onMove: (label: AgentLabel['label'], version: number) => void;
  onTakeAway: (label: AgentLabel) => void;
}

/** Each version with the labels that stand at it, and a way to move one there. */
export function VersionsList({ agentId, versions, labels, authorOf, onMove, onTakeAway }: VersionsListProps) {
  const failed = [versions, labels].find(({ isError, data }) => isError && data === undefined);
  const ready = versions.data !== undefined && labels.data !== undefined;
  return (
    <Panel aria-label="Versions" aria-busy={!ready && failed === undefined}>
      <PanelHeader title="Versions" description="The newest 100; none ever changes" />
      {failed ? (
        <ApiErrorState
          error={failed.error}
          title="The versions could not be loaded"
          onRetry={() => failed.refetch()}
        />
      ) : ready ? (
        <ul className="divide-y">
          {versions.data?.items.map((version) => (
            <Row
              key={version.version}
              agentId={agentId}
              version={version}
              author={version.created_by === null ? undefined : authorOf(version.created_by)}
              newest={versions.data?.items[0]?.version ?? version.version}
              at={labels.data?.items.filter((label) => label.version === version.version) ?? []}
              onMove={onMove}
              onTakeAway={onTakeAway}
            />
          ))}
        </ul>
      ) : (
        <RowsSkeleton label="Loading the versions" />
      )}
    </Panel>
  );
}

function Row({
  agentId,
  version,
  author,
  newest,
  at,
  onMove,
  onTakeAway,
}: {
  agentId: AgentId;
  version: AgentVersion;
  author: string | undefined;
  /** The number of the newest one, which an older one is tried against. */
  newest: number;
  at: readonly AgentLabel[];
  onMove: VersionsListProps['onMove'];
  onTakeAway: VersionsListProps['onTakeAway'];
}) {
  const carried = new Set(at.map(({ label }) => label));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="w-9 shrink-0 font-medium text-sm tabular-nums">v{version.version}</span>
      <div className="min-w-0 flex-1 basis-48">
        <Link
          href={`/agents/${agentId}?panel=versions&version=${version.version}`}
          className="line-clamp-2 text-sm hover:underline"
        >
          {version.message ?? (version.version === 1 ? 'Created.' : 'No message.')}
        </Link>
        <p className="text-muted text-xs">
          {author === undefined ? null : `${author} · `}
          <span className="inline-flex items-center">
            <code className="font-mono">{version.spec_hash.slice(0, 12)}</code>
            <CopyButton value={version.spec_hash} label={`Copy the hash of version ${version.version}`} />
          </span>{' '}
          <RelativeTime iso={version.created_at} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {at.map(({ label }) => (
          <LabelChip key={label} label={label} />
        ))}
      </div>
      <Link
        href={`/agents/${agentId}/playground?a=${version.version}${version.version === newest ? '' : '&b=newest'}`}
        aria-label={`Try version ${version.version}${version.version === newest ? '' : ' beside the newest'}`}
        className={buttonStyles({ size: 'sm' })}
      >
        <Columns2 aria-hidden="true" />
        Try
      </Link>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" aria-label={`Move a label to version ${version.version}`}>
            <Tag aria-hidden="true" />
            Label
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {labelNames.map((label) => (
            <DropdownMenuItem
              key={label}
              disabled={carried.has(label)}
              onSelect={() => onMove(label, version.version)}
            >
              {label === 'production'
                ? 'Promote to production'
                : `Move ${labelName(label).toLowerCase()} here`}
            </DropdownMenuItem>
          ))}
          {at.map((label) => (
            <DropdownMenuItem key={`away ${label.label}`} onSelect={() => onTakeAway(label)}>
              Take {labelName(label.label).toLowerCase()} away
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </li>
  );
}
