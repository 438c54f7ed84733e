'use client';

import type { TestCase } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  CopyButton,
  Panel,
  PanelHeader,
  RelativeTime,
  Select,
} from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Pencil, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { oneLine } from '../runs/one-line.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Dataset } from '../trpc/outputs.ts';
import { kindTitle } from './kind-title.ts';

const pageSize = 50;

/** One version of a dataset: its hash and its cases. */
export function DatasetView({ dataset, version }: { dataset: Dataset; version: number }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const { id } = dataset;
  const shown = useQuery(trpc.datasets.get.queryOptions({ id, version }));
  const cases = useInfiniteQuery({
    queryKey: [...trpc.datasets.cases.queryKey({ id, version }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.datasets.cases.query({ id, version, limit: pageSize, offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, total }) => (offset + limit < total ? offset + limit : undefined),
  });
  const items = cases.data?.pages.flatMap((page) => page.items);
  const versions = Array.from({ length: dataset.version }, (_, place) => String(dataset.version - place));
  const hash = shown.data?.content_hash ?? '';
  return (
    <Page
      title={dataset.name}
      description={dataset.description === '' ? 'A dataset' : dataset.description}
      actions={
        <>
          <Link href={`/tests/datasets/${id}?edit=1`} className={buttonStyles()}>
            <Pencil aria-hidden="true" />
            Change
          </Link>
          <Link
            href={`/tests?run=1&dataset=${id}${dataset.agent_id === null ? '' : `&agent=${dataset.agent_id}`}`}
            className={buttonStyles({ variant: 'primary' })}
          >
            <Play aria-hidden="true" />
            Run tests
          </Link>
        </>
      }
    >
      <Panel aria-label="Cases" aria-busy={cases.isPending}>
        <PanelHeader
          title="Cases"
          description={
            shown.data ? (
              <span className="inline-flex items-center gap-2">
                <span>
                  {shown.data.cases} {shown.data.cases === 1 ? 'case' : 'cases'},{' '}
                  <RelativeTime iso={shown.data.created_at} />
                </span>
                <code className="font-mono">{hash.slice(0, 12)}</code>
              </span>
            ) : null
          }
          actions={
            <>
              {hash === '' ? null : <CopyButton value={hash} label="Copy the version’s hash" />}
              <Select
                size="sm"
                aria-label="Version"
                value={String(version)}
                onValueChange={(value) =>
                  router.replace(`/tests/datasets/${id}?version=${value}`, { scroll: false })
                }
                options={versions.map((value) => ({ value, label: `Version ${value}` }))}
              />
            </>
          }
        />
        {cases.isPending ? <RowsSkeleton label="Loading the cases" /> : null}
        {cases.isError && items === undefined ? (
          <ApiErrorState
            error={cases.error}
            title="The cases could not be loaded"
            onRetry={() => cases.refetch()}
          />
        ) : null}
        <ul className="divide-y divide-border">
          {items?.map((item) => {
            const given = item.case as TestCase;
            return (
              <li key={item.position} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-2.5">
                <div className="min-w-0 flex-1 basis-64">
                  <p className="truncate font-medium text-sm">
                    {item.name}
                    {given.critical ? (
                      <span className="ms-2 rounded-sm bg-sunken px-1 font-normal text-muted text-xs">
                        critical
                      </span>
                    ) : null}
                  </p>
                  <p className="truncate text-muted text-sm">{oneLine(given.input)}</p>
                </div>
                <span className="min-w-0 truncate text-muted text-xs">
                  {given.expect.length === 0
                    ? 'Ends well'
                    : given.expect.map(({ kind, not }) => kindTitle(kind, not)).join(', ')}
                </span>
                <span className="w-20 text-end text-muted text-xs">{item.split}</span>
              </li>
            );
          })}
        </ul>
        {cases.hasNextPage ? (
          <div className="border-t p-2">
            <Button
              variant="ghost"
              className="w-full"
              loading={cases.isFetchingNextPage}
              onClick={() => cases.fetchNextPage()}
            >
              Show more
            </Button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}
