'use client';

import type { DifferenceView, ReconciliationView } from '@agent-factory/contracts';
import {
  Button,
  CopyButton,
  cn,
  Panel,
  PanelHeader,
  RelativeTime,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, LoaderCircle, Scale, TriangleAlert } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { formatMinor } from '../billing/format-minor.ts';
import { ListStates } from '../lists/list-states.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

const states = {
  running: { icon: LoaderCircle, label: 'Comparing', color: 'text-info' },
  balanced: { icon: CircleCheck, label: 'They agree', color: 'text-positive' },
  differs: { icon: TriangleAlert, label: 'They differ', color: 'text-warning' },
  failed: { icon: CircleX, label: 'Failed', color: 'text-danger' },
} as const;

/** Whether the books and Stripe say the same, by day; and where they do not, of what. */
export function BooksPanel() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const router = useRouter();
  const chosen = useSearchParams().get('comparison');
  const comparisons = useQuery(trpc.operator.reconciliations.queryOptions());
  const compare = useMutation(
    trpc.operator.reconcile.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.operator.pathFilter()),
      onError: (error) =>
        toast({ tone: 'danger', title: 'They were not compared', description: apiFailure(error).message }),
    }),
  );
  const items = comparisons.data?.items;
  const shown = items?.find(({ reconciliation_id }) => reconciliation_id === chosen);
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Comparisons" aria-busy={comparisons.isPending}>
        <PanelHeader
          title="The books and Stripe"
          description="Compared every day, movement by movement"
          actions={
            <Button loading={compare.isPending} onClick={() => compare.mutate({})}>
              Compare now
            </Button>
          }
        />
        <ListStates
          noun="the comparisons"
          query={comparisons}
          items={items}
          empty={{
            icon: Scale,
            title: 'Nothing was compared yet',
            description: 'It happens every night, or now if you want.',
          }}
        >
          {(all) => (
            <ul className="divide-y divide-border">
              {all.map((item) => (
                <Comparison
                  key={item.reconciliation_id}
                  item={item}
                  here={item === shown}
                  onOpen={() =>
                    router.replace(`/operator?tab=books&comparison=${item.reconciliation_id}`, {
                      scroll: false,
                    })
                  }
                />
              ))}
            </ul>
          )}
        </ListStates>
      </Panel>
      {shown === undefined ? null : <Differences of={shown} />}
    </div>
  );
}

interface ComparisonProps {
  item: ReconciliationView;
  here: boolean;
  onOpen: () => void;
}

function Comparison({ item, here, onOpen }: ComparisonProps) {
  const { icon: Icon, label, color } = states[item.status];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm">
      <span className={cn('inline-flex items-center gap-1.5 font-medium', color)}>
        <Icon aria-hidden="true" className="size-4" />
        {label}
      </span>
      {item.failure === null ? (
        <span className="text-muted tabular-nums">
          {item.movements.toLocaleString('en-US')} movements, {item.differences.toLocaleString('en-US')}{' '}
          {item.differences === 1 ? 'difference' : 'differences'}
        </span>
      ) : (
        <span className="text-danger">{item.failure}</span>
      )}
      <RelativeTime iso={item.started_at} className="ms-auto text-muted text-xs" />
      {item.differences > 0 ? (
        <Button size="sm" aria-pressed={here} onClick={onOpen}>
          Look
        </Button>
      ) : null}
    </li>
  );
}

const kinds: Readonly<Record<DifferenceView['kind'], string>> = {
  missing_in_ledger: 'Stripe moved it, the books do not know it',
  missing_at_stripe: 'The books have it, Stripe does not',
  amount_differs: 'Another amount',
  fee_differs: 'Another fee',
  tax_differs: 'Another tax',
  currency_differs: 'Another currency',
  booked_twice: 'Booked twice',
  cause_differs: 'Booked for another reason',
  source_differs: 'Booked for another payment',
};

/** Both sides come as text with amounts in minor units: "charge 1900 usd, fee 85", or an amount alone. */
function sayMoney(text: string | null): string {
  if (text === null) return '–';
  if (/^-?\d+$/.test(text)) return `${text} in minor units`;
  return text
    .replace(/(-?\d+) ([a-z]{3})\b/g, (_, minor, currency) => formatMinor(Number(minor), currency))
    .replaceAll('_', ' ');
}

function Differences({ of }: { of: ReconciliationView }) {
  const trpc = useTRPC();
  const { reconciliation_id } = of;
  const differences = useQuery(trpc.operator.differences.queryOptions({ reconciliation_id }));
  return (
    <Panel aria-label="Differences" aria-busy={differences.isPending}>
      <PanelHeader
        title="Differences"
        description={`${moment.formatRange(new Date(of.since), new Date(of.until))} UTC`}
      />
      <ListStates
        noun="the differences"
        query={differences}
        items={differences.data?.items}
        empty={{ icon: CircleCheck, title: 'They agree', description: 'No difference was found.' }}
      >
        {(all) => (
          <Table aria-label="Differences">
            <TableHead>
              <TableRow>
                <TableHeaderCell>What</TableHeaderCell>
                <TableHeaderCell>At Stripe</TableHeaderCell>
                <TableHeaderCell>In the books</TableHeaderCell>
                <TableHeaderCell>Movement</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {all.map((each) => (
                <TableRow key={`${each.kind} ${each.balance_transaction}`}>
                  <TableCell className="min-w-40">{kinds[each.kind]}</TableCell>
                  <TableCell className="whitespace-nowrap tabular-nums">{sayMoney(each.at_stripe)}</TableCell>
                  <TableCell className="whitespace-nowrap tabular-nums">{sayMoney(each.in_ledger)}</TableCell>
                  <TableCell className="font-mono text-xs">
                    <span className="inline-flex items-center gap-1">
                      {each.balance_transaction}
                      <CopyButton
                        value={each.balance_transaction}
                        label={`Copy ${each.balance_transaction}`}
                      />
                    </span>
                    {each.source_id === null ? null : (
                      <span className="block text-muted">{each.source_id}</span>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </ListStates>
    </Panel>
  );
}
