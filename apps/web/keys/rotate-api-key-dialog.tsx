'use client';

import { Field, Select } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { momentWords } from './key-words.ts';
import { ShownOnceDialog } from './shown-once-dialog.tsx';

const overlaps = [
  { value: '0', label: 'Not at all: it may be in strange hands' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '259200', label: '3 days' },
  { value: '604800', label: '7 days' },
];

/** Gives a key a new secret, shown this once; the old one stays good while its programs change over. */
export function RotateApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState('86400');
  const rotate = useMutation(
    trpc.apiKeys.rotate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
    }),
  );
  if (rotate.isSuccess) {
    return <ShownOnceDialog name={rotate.data.name} secret={rotate.data.secret} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={`Rotate ${apiKey.name}`}
      description="It gets a new secret, shown once. What it may do, its budget and its history stay."
      verb="Rotate key"
      pending={rotate.isPending}
      error={rotate.error}
      onSubmit={() => rotate.mutate({ id: apiKey.id, overlap_seconds: Number(overlap) })}
      onClose={onClose}
    >
      <Field
        label={`How long ${apiKey.hint} works on`}
        description={
          overlap === '0'
            ? 'Programs that use it are refused within seconds.'
            : 'Both work until then. You can end it sooner.'
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
      {apiKey.previous === null ? null : (
        <p className="rounded-md border border-warning/40 bg-warning-soft px-3 py-2 text-sm text-warning">
          {apiKey.previous.hint}, the secret before, still works until{' '}
          {momentWords(apiKey.previous.valid_until)}. This ends it now.
        </p>
      )}
    </FormDialog>
  );
}
