'use client';

import type { Library, PurchaseView } from '@agent-factory/contracts';
import { Button } from '@agent-factory/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bot, CircleArrowUp, Rocket } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { formatMinor } from '../billing/format-minor.ts';
import { sayDay } from '../billing/plan-words.ts';
import { useFrame } from '../frame/frame-context.ts';
import { licenceWords } from '../marketplace/licence-words.ts';
import { mayBuy } from '../marketplace/may-buy.ts';
import { useTRPC } from '../trpc/context.ts';

const DeployDialog = dynamic(() =>
  import('../marketplace/deploy-dialog.tsx').then((module) => module.DeployDialog),
);
const UpdateDialog = dynamic(() => import('./update-dialog.tsx').then((module) => module.UpdateDialog));
const RefundDialog = dynamic(() => import('./refund-dialog.tsx').then((module) => module.RefundDialog));

const refreshMs = 1_000;

function isGoingBack({ owned, refunds }: PurchaseView): boolean {
  return owned && refunds.some(({ status }) => status === 'requested');
}

type Item = Library['items'][number];
type Owned = Item['agents'][number];
type Open =
  | { what: 'deploy'; item: Item }
  | { what: 'update'; item: Item; agent: Owned }
  | { what: 'refund'; purchase: PurchaseView };

export function LibraryRows({ items }: { items: readonly Item[] }) {
  const trpc = useTRPC();
  const { me } = useFrame();
  // What was paid is for those who may buy; the rest of the team sees what it owns.
  const purchases = useQuery(
    trpc.purchases.list.queryOptions(
      { limit: 100 },
      {
        enabled: mayBuy(me),
        // What is on its way back, the payment service confirms a moment later.
        refetchInterval: ({ state }) => (state.data?.items.some(isGoingBack) ? refreshMs : false),
      },
    ),
  );
  const queryClient = useQueryClient();
  const ownedCount = purchases.data?.items.filter(({ owned }) => owned).length;
  const before = useRef(ownedCount);
  useEffect(() => {
    const isOther = before.current !== undefined && before.current !== ownedCount;
    before.current = ownedCount;
    if (isOther) void queryClient.invalidateQueries(trpc.marketplace.pathFilter());
  }, [ownedCount, queryClient, trpc]);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <Row
            key={item.template_id}
            item={item}
            purchase={purchases.data?.items.find(
              ({ template_id, owned }) => owned && template_id === item.template_id,
            )}
            owing={purchases.data?.items.find(
              ({ template_id, owed_minor }) => owed_minor > 0 && template_id === item.template_id,
            )}
            onOpen={setOpen}
          />
        ))}
      </ul>
      {open?.what === 'deploy' ? (
        <DeployDialog templateId={open.item.template_id} title={open.item.title} onClose={close} />
      ) : null}
      {open?.what === 'update' ? (
        <UpdateDialog agentId={open.agent.agent_id} name={open.agent.name} onClose={close} />
      ) : null}
      {open?.what === 'refund' ? <RefundDialog purchase={open.purchase} onClose={close} /> : null}
    </>
  );
}

interface RowProps {
  item: Item;
  purchase: PurchaseView | undefined;
  /** An earlier one whose money did not arrive when it was given back. */
  owing: PurchaseView | undefined;
  onOpen: (open: Open) => void;
}

function Row({ item, purchase, owing, onOpen }: RowProps) {
  return (
    <li className="flex flex-col gap-3 px-4 py-4 md:flex-row md:items-start md:justify-between">
      <div className="flex min-w-0 flex-col gap-2">
        <div>
          <Link
            href={`/marketplace/${item.template_id}`}
            data-list-entry
            className="break-words font-medium underline-offset-2 hover:underline"
          >
            {item.title}
          </Link>
          <p className="text-muted text-xs">
            by {item.publisher}, version {item.version}, {licenceWords[item.licence].title.toLowerCase()}
            {item.status === 'listed' ? '' : '. No longer offered; it stays yours'}
          </p>
        </div>
        {item.agents.length === 0 ? (
          <p className="text-muted text-sm">Not deployed</p>
        ) : (
          <ul aria-label={`Agents made of ${item.title}`} className="flex flex-col gap-1.5">
            {item.agents.map((agent) => (
              <li key={agent.agent_id} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
                <Bot aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <Link
                  href={`/agents/${agent.agent_id}`}
                  className="break-all text-accent underline-offset-2 hover:underline"
                >
                  {agent.name}
                </Link>
                <span className="text-muted text-xs">version {agent.version}</span>
                {agent.version < item.version ? (
                  <Button size="sm" onClick={() => onOpen({ what: 'update', item, agent })}>
                    <CircleArrowUp aria-hidden="true" />
                    Review update
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
        {purchase && purchase.amount_minor > 0 ? (
          <p className="text-muted text-xs tabular-nums">
            Bought for {formatMinor(purchase.amount_minor, purchase.currency)}
            {purchase.tax_minor === 0
              ? ''
              : `, of it ${formatMinor(purchase.tax_minor, purchase.currency)} tax,`}{' '}
            on {sayDay(purchase.created_at)}
            {purchase.receipt_url === null ? null : (
              <>
                ,{' '}
                <a
                  href={purchase.receipt_url}
                  target="_blank"
                  rel="noopener noreferrer"
                  className="text-accent underline underline-offset-2"
                >
                  receipt
                </a>
              </>
            )}
          </p>
        ) : null}
        {purchase && isGoingBack(purchase) ? (
          <p className="text-muted text-sm">The money is on its way back; until then your team has it.</p>
        ) : null}
        {owing ? (
          <p className="text-sm text-warning">
            {formatMinor(owing.owed_minor, owing.currency)} of an earlier purchase, which was given back, did
            not arrive: your bank sent it back. Your team still gets it. Whoever runs this platform sends it
            once more.
          </p>
        ) : null}
        {purchase?.status === 'disputed' ? (
          <p className="text-sm text-warning">
            The payment is in dispute. Your team keeps it until that is decided.
          </p>
        ) : null}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        {purchase && purchase.refundable_minor > 0 ? (
          <Button variant="ghost" onClick={() => onOpen({ what: 'refund', purchase })}>
            Give back
          </Button>
        ) : null}
        <Button onClick={() => onOpen({ what: 'deploy', item })}>
          <Rocket aria-hidden="true" />
          Deploy
        </Button>
      </div>
    </li>
  );
}
