'use client';

import type { PurchaseView } from '@agent-factory/contracts';
import { Field, Textarea, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMinor } from '../billing/format-minor.ts';
import { TypedNameDialog } from '../settings/typed-name-dialog.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** Gives a template back for what it cost. The team loses it at once. */
export function RefundDialog({ purchase, onClose }: { purchase: PurchaseView; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [note, setNote] = useState('');
  const amount = formatMinor(purchase.refundable_minor, purchase.currency);
  const refund = useMutation(
    trpc.purchases.refund.mutationOptions({
      onSuccess: async () => {
        toast({
          tone: 'positive',
          title: `${amount} is on its way back`,
          description: 'To the card that paid, in five to ten days as a rule.',
        });
        onClose();
        await Promise.all([
          queryClient.invalidateQueries(trpc.purchases.pathFilter()),
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
        ]);
      },
    }),
  );
  return (
    <TypedNameDialog
      title={`Give ${purchase.title} back`}
      description={`You get ${amount} back, and your team does not own it any more.${
        purchase.refundable_until === null
          ? ''
          : ` This is possible until ${day.format(new Date(purchase.refundable_until))}.`
      }`}
      name={purchase.title}
      verb={`Get ${amount} back`}
      pending={refund.isPending}
      failure={refund.isError ? apiFailure(refund.error).message : null}
      onConfirm={() => refund.mutate({ purchase_id: purchase.purchase_id, note })}
      onClose={onClose}
    >
      <Field label="Why?" description="Its maker can read it. You need not say.">
        {(control) => (
          <Textarea
            {...control}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </TypedNameDialog>
  );
}
