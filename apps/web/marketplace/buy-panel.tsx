'use client';

import type { TemplateView } from '@agent-factory/contracts';
import { Button, Panel, PanelBody, Skeleton } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BadgeCheck, Rocket } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { formatPrice } from '../billing/format-minor.ts';
import { useVisitor } from '../frame/frame-context.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Me } from '../trpc/outputs.ts';
import { licenceWords } from './licence-words.ts';
import { mayGet } from './may-buy.ts';
import { Rating } from './rating.tsx';

const DeployDialog = dynamic(() => import('./deploy-dialog.tsx').then((module) => module.DeployDialog), {
  ssr: false,
});

/** What it costs and the way to it: sign in, buy, or deploy what the team owns. */
export function BuyPanel({ listing }: { listing: TemplateView }) {
  const me = useVisitor();
  return (
    <Panel aria-label="Get it">
      <PanelBody className="flex flex-col gap-4">
        <p className="flex items-baseline justify-between gap-3">
          <span className="font-semibold text-2xl tabular-nums tracking-tight">
            {formatPrice(listing.price_minor, listing.currency)}
          </span>
          <span className="text-muted text-sm">{listing.price_minor === 0 ? 'for every team' : 'once'}</span>
        </p>
        {me === null ? (
          <Button asChild variant="primary" size="lg">
            <Link href={`/sign-in?next=/marketplace/${listing.id}`}>
              {listing.price_minor === 0 ? 'Sign in to get it' : 'Sign in to buy'}
            </Link>
          </Button>
        ) : (
          <ForMember listing={listing} me={me} />
        )}
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t pt-4 text-sm">
          <Fact name="Rating">
            <Rating of={listing.rating} />
          </Fact>
          <Fact name="Owned by">
            {listing.owners.toLocaleString('en-US')} {listing.owners === 1 ? 'team' : 'teams'}
          </Fact>
          <Fact name="Licence">{licenceWords[listing.licence].title}</Fact>
          <Fact name="Deployed">{listing.deployments.toLocaleString('en-US')} times</Fact>
        </dl>
        <p className="text-muted text-xs">
          {licenceWords[listing.licence].says}
          {listing.licence === 'resell' && listing.fork_royalty_bps > 0
            ? ` A paid fork passes ${listing.fork_royalty_bps / 100}% of what it earns back.`
            : ''}
        </p>
      </PanelBody>
    </Panel>
  );
}

function ForMember({ listing, me }: { listing: TemplateView; me: Me }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [deploying, setDeploying] = useState(false);
  const asked = { template_id: listing.id };
  const fidelity = useQuery(trpc.marketplace.fidelity.queryOptions(asked));
  const buy = useMutation(
    trpc.purchases.start.mutationOptions({
      onSuccess: async ({ owned, checkout_url }) => {
        if (!owned && checkout_url !== null) {
          window.location.assign(checkout_url);
          return;
        }
        await Promise.all([
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
          queryClient.invalidateQueries(trpc.purchases.pathFilter()),
        ]);
        setDeploying(true);
      },
    }),
  );
  const isFree = listing.price_minor === 0;
  const may = mayGet(me, listing.price_minor);
  if (fidelity.isPending) return <Skeleton className="h-10 rounded-md" />;
  return (
    <>
      {fidelity.data?.owned ? (
        <>
          <p className="flex items-center gap-1.5 text-positive text-sm">
            <BadgeCheck aria-hidden="true" className="size-4" />
            {me.team.name} owns it
          </p>
          <Button variant="primary" size="lg" onClick={() => setDeploying(true)}>
            <Rocket aria-hidden="true" />
            Deploy
          </Button>
          <Link
            href="/library"
            className="self-center text-accent text-sm underline-offset-2 hover:underline"
          >
            Open the library
          </Link>
        </>
      ) : (
        <>
          {buy.isError ? <FormError>{apiFailure(buy.error).message}</FormError> : null}
          <Button
            variant="primary"
            size="lg"
            disabled={!may}
            // Until the checkout is there, a second press would only ask again.
            loading={buy.isPending || (buy.isSuccess && !buy.data.owned)}
            onClick={() =>
              buy.mutate({ template_id: listing.id, return_path: `/marketplace/${listing.id}/purchase` })
            }
          >
            {isFree ? 'Get it' : `Buy for ${formatPrice(listing.price_minor, listing.currency)}`}
          </Button>
          <p className="text-muted text-xs">
            {may
              ? isFree
                ? `It goes to ${me.team.name}. Runs cost what their models cost.`
                : `${me.team.name} owns it from then on. You can give it back for 14 days.`
              : `Your role in ${me.team.name} is ${me.team.role}. ${isFree ? 'Editors, owners' : 'Owners'} and admins can get it for the team.`}
          </p>
        </>
      )}
      {deploying ? (
        <DeployDialog templateId={listing.id} title={listing.title} onClose={() => setDeploying(false)} />
      ) : null}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="truncate tabular-nums">{children}</dd>
    </div>
  );
}
