'use client';

import { isId } from '@agent-factory/contracts';
import { Field, Input, Select, Textarea, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { Trigger, TriggerSecret } from '../trpc/outputs.ts';
import { FormDialog } from './form-dialog.tsx';
import { mappingText, readFields } from './read-mapping.ts';
import { AgentField, NameField, useStartedAgent } from './started-agent.tsx';
import { schemeNames } from './trigger-words.ts';

export interface TriggerDialogProps {
  /** The one to change; null to make one. */
  trigger: Trigger | null;
  onClose: () => void;
  onMade: (made: TriggerSecret) => void;
}

/** Makes a trigger or changes one. */
export function TriggerDialog({ trigger, onClose, onMade }: TriggerDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const agent = useStartedAgent(trigger?.agent_id ?? '');
  const [name, setName] = useState(trigger?.name ?? '');
  const [scheme, setScheme] = useState<Trigger['scheme']>(trigger?.scheme ?? 'standard');
  const before = trigger?.mapping ?? { body_as: 'query' };
  const [how, setHow] = useState<'whole' | 'fields'>('body_as' in before ? 'whole' : 'fields');
  const [bodyAs, setBodyAs] = useState('body_as' in before ? before.body_as : 'query');
  const [fields, setFields] = useState('fields' in before ? mappingText(before.fields) : 'query = text');
  const [rate, setRate] = useState(String(trigger?.rate_per_minute ?? 60));
  const [tried, setTried] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.triggers.list.pathFilter());
  const create = useMutation(
    trpc.triggers.create.mutationOptions({
      onSuccess: async (made) => {
        await refresh();
        onMade(made);
      },
    }),
  );
  const update = useMutation(
    trpc.triggers.update.mutationOptions({
      onSuccess: async (saved) => {
        await refresh();
        toast({ tone: 'positive', title: `${saved.name} was changed` });
        onClose();
      },
    }),
  );
  const mutation = trigger === null ? create : update;
  const perMinute = Number(rate);
  const read = readFields(fields);
  const nameError = name.trim() === '' ? 'Give it a name.' : undefined;
  const rateError =
    Number.isInteger(perMinute) && perMinute >= 1 && perMinute <= 300 ? undefined : 'A number from 1 to 300.';
  const bodyError = how === 'whole' && bodyAs.trim() === '' ? 'Name the field.' : undefined;
  const fieldsError =
    how === 'fields' && read === null ? 'One "field = expression" in each line.' : undefined;

  function submit(): void {
    setTried(true);
    if (nameError ?? rateError ?? bodyError ?? fieldsError) return;
    const mapping = how === 'whole' || read === null ? { body_as: bodyAs.trim() } : { fields: read };
    const parts = { name: name.trim(), mapping, rate_per_minute: perMinute };
    if (trigger !== null) update.mutate({ id: trigger.id, ...parts });
    else if (isId('agent', agent.id)) create.mutate({ agent_id: agent.id, scheme, ...parts });
  }

  return (
    <FormDialog
      title={trigger === null ? 'New trigger' : `Change ${trigger.name}`}
      description="Whoever has its secret starts the agent, within its limits and yours."
      verb={trigger === null ? 'Make trigger' : 'Save trigger'}
      pending={mutation.isPending}
      error={mutation.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {trigger === null ? (
        <>
          <AgentField agent={agent} />
          <Field label="Signed as" description="How the sender signs its calls.">
            {(control) => (
              <Select
                {...control}
                value={scheme}
                onValueChange={(value) => setScheme(value === 'github' ? 'github' : 'standard')}
                options={[
                  { value: 'standard', label: schemeNames.standard },
                  { value: 'github', label: schemeNames.github },
                ]}
                className="w-full"
              />
            )}
          </Field>
        </>
      ) : null}
      <NameField name={name} onChange={setName} error={tried ? nameError : undefined} />
      <Field label="What the agent gets">
        {(control) => (
          <Select
            {...control}
            value={how}
            onValueChange={(value) => setHow(value === 'fields' ? 'fields' : 'whole')}
            options={[
              { value: 'whole', label: 'The whole body, in one field' },
              { value: 'fields', label: 'Parts of the body, field by field' },
            ]}
            className="w-full"
          />
        )}
      </Field>
      {how === 'whole' ? (
        <Field
          label="Field"
          description="Of the agent’s input. In a field for text, the body stands as JSON."
          error={tried ? bodyError : undefined}
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              value={bodyAs}
              onChange={(event) => setBodyAs(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <Field
          label="Fields"
          description="A line each: field = JMESPath expression, like title = issue.title."
          error={tried ? fieldsError : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              className="font-mono text-sm"
              spellCheck={false}
              value={fields}
              onChange={(event) => setFields(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="Calls a minute, at most" error={tried ? rateError : undefined}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={rate}
            onChange={(event) => setRate(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
