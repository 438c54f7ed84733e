'use client';

import type { Scope } from '@agent-factory/contracts';
import { Field, Input } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { AgentSummary } from '../trpc/outputs.ts';
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
  const errors = errorsOf(bounds);
  const nameError = name.trim() === '' ? 'Say what the key is for.' : undefined;
  const scopeError = scopes.length === 0 ? 'Choose at least one.' : undefined;
  const agentError = agents?.length === 0 ? 'Choose at least one.' : undefined;

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
      title="New API key"
      description="It can do what you choose here, and never more than you."
      verb="Create key"
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" error={tried ? nameError : undefined}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            placeholder="Billing service"
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
