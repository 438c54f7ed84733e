'use client';

import type { Scope } from '@agent-factory/contracts';
import { Field, Input } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { AgentSummary } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { AgentChoice } from './agent-choice.tsx';
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
import { keyPresets } from './key-presets.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { ShownOnceDialog } from './shown-once-dialog.tsx';

const unbound: KeyBounds = { lifetime: '90', date: '', budget: '', addresses: '', ...versionBounds(null) };

/** Makes a key and shows it, this once. */
export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(keyPresets[0]?.scopes ?? []);
  const [agents, setAgents] = useState<readonly AgentSummary['id'][] | null>(null);
  const [bounds, setBounds] = useState(unbound);
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
    }),
  );
  const errors = errorsOf(bounds, say);
  const nameError = name.trim() === '' ? say('sayWhatFor') : undefined;
  const scopeError = scopes.length === 0 ? say('chooseOne') : undefined;
  const agentError = agents?.length === 0 ? say('chooseOne') : undefined;

  function submit(): void {
    setTried(true);
    if ((nameError ?? scopeError ?? agentError) || Object.keys(errors).length > 0) return;
    create.mutate({
      name: name.trim(),
      scopes: [...scopes],
      agent_ids: agents === null ? null : [...agents],
      expires_at: expiryOf(bounds) ?? null,
      budget_usd: budgetOf(bounds),
      ip_allow: addressesOf(bounds),
      agent_version: versionOf(bounds) ?? null,
    });
  }

  if (create.isSuccess) {
    return <ShownOnceDialog name={create.data.name} secret={create.data.secret} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={say('newApiKey')}
      description={say('newHint')}
      verb={say('create')}
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={say('name')} error={tried ? nameError : undefined}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            placeholder={say('namePlaceholder')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ScopeChoice chosen={scopes} onChange={setScopes} error={tried ? scopeError : undefined} />
      <AgentChoice chosen={agents} onChange={setAgents} error={tried ? agentError : undefined} />
      <KeyBoundsFields bounds={bounds} onChange={setBounds} errors={tried ? errors : {}} />
    </FormDialog>
  );
}
