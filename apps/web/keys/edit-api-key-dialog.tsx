'use client';

import { Field, Input, useFigures, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import {
  addressesOf,
  budgetOf,
  errorsOf,
  expiryOf,
  type KeyBounds,
  versionBounds,
  versionOf,
} from './key-bounds.ts';
import { KeyBoundsFields } from './key-bounds-fields.tsx';
import { expiryWords } from './key-words.ts';

/** Changes what may be changed of a key; what it may do is for good. */
export function EditApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const { moment } = useFigures();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [name, setName] = useState(apiKey.name);
  const [bounds, setBounds] = useState<KeyBounds>({
    lifetime: 'keep',
    date: '',
    budget: apiKey.budget_usd === null ? '' : String(apiKey.budget_usd),
    addresses: (apiKey.ip_allow ?? []).join('\n'),
    ...versionBounds(apiKey.agent_version),
  });
  const [tried, setTried] = useState(false);
  const update = useMutation(
    trpc.apiKeys.update.mutationOptions({
      onSuccess: async (changed) => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
        toast({ tone: 'positive', title: say('changed', { name: changed.name }) });
        onClose();
      },
    }),
  );
  const errors = errorsOf(bounds, say);
  const nameError = name.trim() === '' ? say('sayWhatFor') : undefined;

  function submit(): void {
    setTried(true);
    if (nameError || Object.keys(errors).length > 0) return;
    const expiresAt = expiryOf(bounds);
    update.mutate({
      id: apiKey.id,
      name: name.trim(),
      budget_usd: budgetOf(bounds),
      ip_allow: addressesOf(bounds),
      agent_version: versionOf(bounds) ?? null,
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    });
  }

  return (
    <FormDialog
      title={say('editTitle', { name: apiKey.name })}
      description={say('editHint')}
      verb={say('save')}
      pending={update.isPending}
      error={update.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={say('name')} error={tried ? nameError : undefined}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <KeyBoundsFields
        bounds={bounds}
        onChange={setBounds}
        errors={tried ? errors : {}}
        keep={say('asItIs', { now: expiryWords(apiKey.expires_at, say, moment) })}
      />
    </FormDialog>
  );
}
