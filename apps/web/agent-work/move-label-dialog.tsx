'use client';

import { type AgentId, isId } from '@agent-factory/contracts';
import { Field, Input, Select, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { GatePanel } from '../tests/gate-panel.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { AgentLabel, AgentLabels } from '../trpc/outputs.ts';
import { labelName } from './label-chip.tsx';

const own = 'own';

export interface MoveLabelDialogProps {
  agentId: AgentId;
  label: AgentLabel['label'];
  version: number;
  labels: readonly AgentLabel[];
  moves: AgentLabels['moves'];
  onClose: () => void;
}

/** Moves a label; before a guarded one, its gate is shown, and what was tested can be signed here. */
export function MoveLabelDialog({ agentId, label, version, labels, moves, onClose }: MoveLabelDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [tests, setTests] = useState(own);
  const [reason, setReason] = useState('');
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const at = labels.find((one) => one.label === label);
  const stoodThere = moves.some(
    (move) => move.label === label && move.version === version && move.attestation_id !== null,
  );
  const guarded = label === 'production' || (at?.guarded ?? false);
  const name = labelName(label);
  const move = useMutation(
    trpc.agents.moveLabel.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.agents.labels.pathFilter());
        toast({ tone: 'positive', title: `${name} is at version ${version}` });
        onClose();
      },
    }),
  );
  const where = at === undefined ? 'nowhere yet' : `at version ${at.version}`;
  return (
    <FormDialog
      title={label === 'production' ? `Promote version ${version}` : `Move ${name.toLowerCase()}`}
      description={`${name} is ${where}. What asks for it gets version ${version} from then on.`}
      verb={label === 'production' ? 'Promote to production' : `Move ${name.toLowerCase()}`}
      pending={move.isPending}
      error={move.error}
      onSubmit={() =>
        move.mutate({
          ...{ agent_id: agentId, label, version, from_version: at?.version ?? null },
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        })
      }
      onClose={onClose}
    >
      {guarded && stoodThere ? (
        <p className="text-sm">{name} stood at this version before, so it goes back at once.</p>
      ) : null}
      {guarded && !stoodThere ? (
        <GatePanel
          agentId={agentId}
          version={version}
          datasetId={isId('dataset', tests) ? tests : null}
          {...(at === undefined || at.version === version ? {} : { baseline: at.version })}
          actions={
            <Select
              size="sm"
              aria-label="By which tests"
              className="max-w-36"
              value={tests}
              onValueChange={setTests}
              options={[
                { value: own, label: 'The spec’s tests' },
                ...(datasets.data?.items ?? [])
                  .filter(({ agent_id }) => agent_id === null || agent_id === agentId)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          }
        />
      ) : null}
      <Field label="Why" description="Kept with the move. May be left empty.">
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
