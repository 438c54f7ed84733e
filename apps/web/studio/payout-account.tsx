'use client';

import type { CreatorAccountView } from '@agent-factory/contracts';
import { Button, PanelBody, Select, useToast } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { countryOptions } from './countries.ts';

const returnPath = '/studio?tab=payouts';

/** How the team's account at Stripe stands, and the way to Stripe's form. */
export function PayoutAccount({ account }: { account: CreatorAccountView }) {
  const trpc = useTRPC();
  const toast = useToast();
  const [country, setCountry] = useState('US');
  const onboard = useMutation(
    trpc.creator.onboard.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'Stripe’s form could not be opened',
          description: apiFailure(error).message,
        }),
    }),
  );
  const go = () =>
    onboard.mutate({ return_path: returnPath, ...(account.status === 'none' ? { country } : {}) });
  if (account.status === 'ready') {
    return (
      <PanelBody className="flex flex-wrap items-center gap-3">
        <p className="flex min-w-0 flex-1 items-center gap-2 text-sm">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-positive" />
          Ready: what you earn is sent and paid out{account.country === null ? '' : ` in ${account.country}`}.
        </p>
        <Button onClick={go} loading={onboard.isPending || onboard.isSuccess}>
          Change details
        </Button>
      </PanelBody>
    );
  }
  return (
    <PanelBody className="flex flex-col gap-4">
      {account.status === 'none' ? (
        <p className="max-w-prose text-sm">
          You can sell before this is done: what you earn is kept for you. To have it sent, tell Stripe who
          you are and which bank is yours. We see neither.
        </p>
      ) : (
        <div className="flex items-start gap-2 text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          <div>
            <p>Stripe wants to know more before money can be sent.</p>
            {account.requirements.length === 0 ? null : (
              <ul className="mt-1 list-disc ps-4 text-muted">
                {account.requirements.map((each) => (
                  <li key={each} className="break-all">
                    {each}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {account.status === 'none' ? (
          <Select aria-label="Country" value={country} onValueChange={setCountry} options={countryOptions} />
        ) : null}
        <Button variant="primary" onClick={go} loading={onboard.isPending || onboard.isSuccess}>
          {account.status === 'none' ? 'Set up payouts' : 'Go on with it'}
        </Button>
      </div>
    </PanelBody>
  );
}
