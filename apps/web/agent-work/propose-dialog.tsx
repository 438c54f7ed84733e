'use client';

import { type AgentId, isId, type SpecPatchId } from '@agent-factory/contracts';
import { Field, Input, Select } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';

export interface ProposeDialogProps {
  agentId: AgentId;
  onProposed: (id: SpecPatchId) => void;
  onClose: () => void;
}

/** Begins the reflection loop on the newest version. */
export function ProposeDialog({ agentId, onProposed, onClose }: ProposeDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const offered = (datasets.data?.items ?? []).filter(
    ({ agent_id }) => agent_id === null || agent_id === agentId,
  );
  const [dataset, setDataset] = useState('');
  const [ceiling, setCeiling] = useState('2');
  const chosen = dataset === '' ? (offered[0]?.id ?? '') : dataset;
  const most = Number(ceiling);
  const mostError = ceiling.trim() !== '' && most >= 0 && most <= 100 ? undefined : 'Dollars, from 0 to 100.';
  const propose = useMutation(
    trpc.reflection.propose.mutationOptions({
      onSuccess: async ({ patch_id }) => {
        await queryClient.invalidateQueries(trpc.reflection.list.pathFilter());
        onProposed(patch_id);
      },
    }),
  );
  const none = datasets.data !== undefined && offered.length === 0;
  return (
    <FormDialog
      title="Propose a patch"
      description="Of the newest version. Nothing is saved before you accept it."
      verb="Propose a patch"
      // Until the datasets are there, there is nothing that could be asked for.
      pending={propose.isPending || datasets.isPending}
      error={propose.error}
      onSubmit={() => {
        if (mostError === undefined && isId('dataset', chosen)) {
          propose.mutate({ agent_id: agentId, dataset_id: chosen, max_cost_usd: most });
        }
      }}
      onClose={onClose}
    >
      <Field
        label="Dataset"
        description="It needs train, validation and sealed cases; at least six of each to tell a win from chance."
        error={none ? 'There is no dataset for this agent yet. Make one under Tests.' : undefined}
      >
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={chosen}
            onValueChange={setDataset}
            options={offered.map(({ id, name, cases }) => ({
              value: id,
              label: `${name} (${cases} ${cases === 1 ? 'case' : 'cases'})`,
            }))}
          />
        )}
      </Field>
      <Field label="At most, in dollars" description="It stops there." error={mostError}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={ceiling}
            onChange={(event) => setCeiling(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
