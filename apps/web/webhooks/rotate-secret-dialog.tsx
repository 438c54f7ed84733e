'use client';

import { Field, Select } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Webhook } from '../trpc/outputs.ts';
import { SecretOnce } from './secret-once.tsx';

const overlaps = [
  { value: '0', label: 'Not at all: it may be in strange hands' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
];

export function RotateSecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState('24');
  const rotate = useMutation(
    trpc.webhooks.rotate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.webhooks.pathFilter()),
    }),
  );
  if (rotate.data) return <SecretOnce secret={rotate.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title="Rotate the secret"
      description="The webhook gets a new secret, shown once. Its address, events and log stay."
      verb="Rotate secret"
      pending={rotate.isPending}
      error={rotate.error}
      onSubmit={() => rotate.mutate({ id: webhook.id, overlap_hours: Number(overlap) })}
      onClose={onClose}
    >
      <Field
        label={`How long …${webhook.secret_hint} signs too`}
        description={
          overlap === '0'
            ? 'A receiver that knows the old one alone refuses the next message.'
            : 'Until then each message carries both signatures, so no message is refused.'
        }
      >
        {(control) => (
          <Select
            {...control}
            value={overlap}
            onValueChange={setOverlap}
            options={overlaps}
            className="w-full"
          />
        )}
      </Field>
    </FormDialog>
  );
}
