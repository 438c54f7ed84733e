'use client';

import type { BillingView } from '@agent-factory/contracts';
import { Button, Panel, PanelBody, PanelHeader, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CreditCard, TriangleAlert } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { AmountMeter } from '../usage/amount-meter.tsx';
import { ChangePlanDialog } from './change-plan-dialog.tsx';
import { formatMinor } from './format-minor.ts';
import { dunningSentence, planSentence, sayDay } from './plan-words.ts';

type Offer = BillingView['offers'][number];
const path = '/settings/billing';
const refreshMs = 1_500;

export function PlanPanel({ billing }: { billing: BillingView }) {
  const trpc = useTRPC();
  const toast = useToast();
  const [wanted, setWanted] = useState<Offer | null>(null);
  const current = billing.offers.find(({ plan }) => plan === billing.plan);
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });
  const portal = useMutation(
    trpc.billing.portal.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: failed('The portal could not be opened'),
    }),
  );
  const checkout = useMutation(
    trpc.billing.checkout.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: failed('The checkout could not be opened'),
    }),
  );
  const hasSubscription = !['none', 'canceled', 'incomplete'].includes(billing.subscription.status);
  const dunning = dunningSentence(billing);
  const openPortal = () => portal.mutate({ return_path: path });

  return (
    <>
      <Returned billing={billing} />
      {dunning === null ? null : (
        <section
          aria-label="Payment"
          className="flex flex-wrap items-center gap-3 rounded-md border border-warning/40 bg-warning-soft px-4 py-3 text-sm"
        >
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
          <p className="min-w-0 flex-1 basis-64">{dunning}</p>
          <Button onClick={openPortal} loading={portal.isPending}>
            Change card
          </Button>
        </section>
      )}
      {billing.test_mode ? (
        <p className="text-muted text-sm">
          Payments are played here: no card is charged, whatever the pages of the payment service say.
        </p>
      ) : null}
      <Panel aria-label="Plan">
        <PanelHeader
          title={`${current?.title ?? billing.plan} plan`}
          actions={
            hasSubscription ? (
              <Button onClick={openPortal} loading={portal.isPending}>
                <CreditCard aria-hidden="true" />
                Cards and details
              </Button>
            ) : null
          }
        />
        <p className="px-4 pt-4 text-sm">{planSentence(billing)}</p>
        <UsageOfPlan />
      </Panel>
      <section aria-label="Plans" className="grid gap-4 md:grid-cols-3">
        {billing.offers.map((offer) => (
          <OfferCard
            key={offer.plan}
            offer={offer}
            billing={billing}
            busy={checkout.isPending || checkout.isSuccess}
            onChoose={() => {
              if (hasSubscription) setWanted(offer);
              else if (offer.plan !== 'free') checkout.mutate({ plan: offer.plan, return_path: path });
            }}
          />
        ))}
      </section>
      {wanted === null ? null : (
        <ChangePlanDialog offer={wanted} billing={billing} onClose={() => setWanted(null)} />
      )}
    </>
  );
}

/** After the checkout the plan is what the webhook says, so it is looked at until it has come. */
function Returned({ billing }: { billing: BillingView }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const state = useSearchParams().get('checkout');
  const isDone = billing.plan_from === 'subscription';
  useEffect(() => {
    if (state === null) return;
    if (state === 'cancelled' || isDone) {
      toast(
        isDone && state !== 'cancelled'
          ? { tone: 'positive', title: 'Your team has its new plan' }
          : { tone: 'info', title: 'You left the checkout', description: 'Nothing was charged.' },
      );
      router.replace(path, { scroll: false });
      return;
    }
    const timer = setInterval(
      () => void queryClient.invalidateQueries(trpc.billing.get.queryFilter()),
      refreshMs,
    );
    return () => clearInterval(timer);
  }, [state, isDone, toast, router, queryClient, trpc]);
  if (state === null || state === 'cancelled' || isDone) return null;
  return (
    <p role="status" className="rounded-md border bg-surface px-4 py-3 text-sm">
      Waiting for the payment to be confirmed. It takes a few seconds as a rule.
    </p>
  );
}

interface OfferCardProps {
  offer: Offer;
  billing: BillingView;
  busy: boolean;
  onChoose: () => void;
}

function OfferCard({ offer, billing, busy, onChoose }: OfferCardProps) {
  const isCurrent = offer.plan === billing.plan && billing.subscription.cancel_at === null;
  const say = (count: number | null) => (count === null ? 'No limit on' : count.toLocaleString('en-US'));
  const trial = billing.trial_available && offer.trial_days > 0 && offer.plan !== 'free';
  return (
    <Panel aria-label={`${offer.title} plan`} className={isCurrent ? 'border-accent' : ''}>
      <PanelBody className="flex h-full flex-col gap-3">
        <div>
          <h3 className="font-medium text-base">{offer.title}</h3>
          <p className="mt-1">
            <span className="font-semibold text-xl tabular-nums tracking-tight">
              {formatMinor(offer.monthly_price_minor, offer.currency)}
            </span>{' '}
            <span className="text-muted text-sm">a month</span>
          </p>
        </div>
        <p className="text-sm">{offer.says}</p>
        <ul className="flex flex-col gap-1 text-muted text-sm tabular-nums">
          <li>{say(offer.runs)} runs</li>
          <li>{say(offer.tokens)} tokens</li>
          <li>{say(offer.requests_per_minute)} requests a minute</li>
        </ul>
        <div className="mt-auto pt-2">
          {isCurrent ? (
            <p className="flex h-8 items-center text-accent text-sm">Your plan</p>
          ) : billing.enabled && (offer.plan !== 'free' || billing.plan_from === 'subscription') ? (
            <Button
              variant={offer.plan === 'free' ? 'secondary' : 'primary'}
              loading={busy && offer.plan !== 'free'}
              onClick={onChoose}
            >
              {offer.plan === 'free'
                ? 'End the subscription'
                : trial
                  ? `Try ${offer.title} for ${offer.trial_days} days`
                  : `Change to ${offer.title}`}
            </Button>
          ) : null}
        </div>
      </PanelBody>
    </Panel>
  );
}

function UsageOfPlan() {
  const trpc = useTRPC();
  const quota = useQuery(trpc.usage.quota.queryOptions());
  if (quota.data === undefined) {
    return (
      <PanelBody className="min-h-24 text-muted text-sm">
        {quota.isError ? 'What is used of it could not be loaded.' : null}
      </PanelBody>
    );
  }
  const { runs, tokens, period } = quota.data;
  return (
    <PanelBody className="flex flex-col gap-4">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {(
          [
            ['Runs', runs],
            ['Tokens', tokens],
          ] as const
        ).map(([name, { used, limit, state }]) => {
          const says =
            limit === null
              ? `${used.toLocaleString('en-US')}, no limit`
              : `${used.toLocaleString('en-US')} of ${limit.toLocaleString('en-US')}`;
          return (
            <div key={name} className="flex min-w-0 flex-col gap-1.5">
              <dt className="text-muted text-xs">{name} in this period</dt>
              <dd className="font-medium tabular-nums">{says}</dd>
              {limit === null ? null : (
                <dd>
                  <AmountMeter label={`${name} used`} used={used} limit={limit} says={says} state={state} />
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      <p className="text-muted text-xs">It starts anew on {sayDay(period.resets_at)} (UTC).</p>
    </PanelBody>
  );
}
