import type { DatasetId } from '@agent-factory/contracts';
import { CodeBlock, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { Bug, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import type { Counterexamples } from '../trpc/outputs.ts';

export interface FindsPanelProps {
  found: Counterexamples | undefined;
  pending: boolean;
  datasetId: DatasetId | null;
}

/** What a search came to: each find as small as it got, and where it is kept. */
export function FindsPanel({ found, pending, datasetId }: FindsPanelProps) {
  return (
    <Panel aria-label="Finds" aria-busy={pending}>
      <PanelHeader
        title="Finds"
        description={
          found === undefined ? (
            'What broke, as small as it gets'
          ) : (
            <span role="status">{summary(found)}</span>
          )
        }
      />
      {pending ? <RowsSkeleton label="Searching; this takes up to a minute" /> : null}
      {!pending && found === undefined ? (
        <EmptyState
          className="py-10"
          icon={Bug}
          title="Nothing searched yet"
          description="Each find becomes a case of the dataset, so that it is tried with every test run from then on."
        />
      ) : null}
      {!pending && found?.finds.length === 0 ? (
        <EmptyState
          className="py-10"
          icon={ShieldCheck}
          title="Nothing broke"
          description="No invariant, limit or test gave way in these tries. That is no proof that none ever will."
        />
      ) : null}
      {!pending && found !== undefined && found.finds.length > 0 ? (
        <>
          <ul className="divide-y">
            {found.finds.map((find) => (
              <li key={find.case} className="flex flex-col gap-2 px-4 py-4">
                <p className="text-sm">
                  <span className="font-medium">{find.broken}</span>{' '}
                  <span className="text-muted">
                    {find.live ? 'with a live model' : 'with the offline model'}
                  </span>
                </p>
                <p className="text-sm">{find.reason}</p>
                <CodeBlock label={`Input of ${find.case}`} code={JSON.stringify(find.input, null, 2)} />
                {Object.keys(find.tools).length === 0 ? null : (
                  <CodeBlock
                    label={`Tool answers of ${find.case}`}
                    code={JSON.stringify(find.tools, null, 2)}
                  />
                )}
                <p className="text-muted text-xs">
                  Made of “{find.of}”, saved as “{find.case}”
                </p>
              </li>
            ))}
          </ul>
          {datasetId === null || found.dataset_version === null ? null : (
            <p className="border-t px-4 py-3 text-sm">
              Saved as regression cases in{' '}
              <Link
                href={`/tests/datasets/${datasetId}`}
                className="text-accent underline underline-offset-2"
              >
                version {found.dataset_version} of the dataset
              </Link>
              .
            </p>
          )}
        </>
      ) : null}
    </Panel>
  );
}

function summary({ finds, tries, live }: Counterexamples): string {
  const all = `${tries} ${tries === 1 ? 'try' : 'tries'}`;
  const also = live === null ? '' : ` and ${live.tries} live`;
  return `${finds.length} in ${all}${also}`;
}
