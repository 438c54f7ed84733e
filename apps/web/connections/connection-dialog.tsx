'use client';

import { Field, Select, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Connection, ConnectionKind } from '../trpc/outputs.ts';
import {
  AddressField,
  addressError,
  CalledField,
  CredentialField,
  ServiceField,
} from './credential-fields.tsx';

export interface ConnectionDialogProps {
  kinds: readonly ConnectionKind[];
  /** The one to change; null to add one. */
  connection: Connection | null;
  onClose: () => void;
}

/** Lists of choices have no empty value. */
const unset = '-';

/** What is chosen before anything is: the first where something has to be. */
function firstChoices(kind: ConnectionKind | undefined): Record<string, string> {
  const needed = kind?.fields.filter(({ required, choices }) => required && choices !== null) ?? [];
  return Object.fromEntries(needed.map(({ name, choices }) => [name, choices?.[0] ?? '']));
}

/** Takes what a service needs, has it tested, and stores it only if the service accepts it. */
export function ConnectionDialog({ kinds, connection, onClose }: ConnectionDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [kindId, setKindId] = useState<ConnectionKind['id']>(connection?.kind ?? 'mcp');
  const [name, setName] = useState(connection?.name ?? '');
  const [baseUrl, setBaseUrl] = useState(connection?.base_url ?? '');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(connection?.settings ?? {});
  const [tried, setTried] = useState(false);
  const kind = kinds.find(({ id }) => id === kindId);
  const options = {
    onSuccess: async (saved: { name: string }) => {
      await queryClient.invalidateQueries(trpc.connections.list.pathFilter());
      toast({ tone: 'positive', title: `${saved.name} works and is in use` });
      onClose();
    },
  };
  const create = useMutation(trpc.connections.create.mutationOptions(options));
  const update = useMutation(trpc.connections.update.mutationOptions(options));
  const mutation = connection === null ? create : update;
  if (kind === undefined) return null;

  const urlError =
    connection === null && kind.base_url !== 'none'
      ? addressError(baseUrl, kind.base_url === 'required')
      : undefined;
  const missing = (field: ConnectionKind['fields'][number]) =>
    field.required && !fields[field.name]?.trim() && !(connection?.secrets[field.name] ?? '')
      ? `${field.title} is needed.`
      : undefined;

  function submit(chosen: ConnectionKind): void {
    setTried(true);
    if (urlError ?? chosen.fields.map(missing).find(Boolean)) return;
    const title = name.trim() === '' ? chosen.title : name.trim();
    if (connection === null) {
      const filled = Object.entries(fields).filter(([, value]) => value.trim() !== '');
      create.mutate({
        kind: chosen.id,
        name: title,
        ...(chosen.base_url !== 'none' && baseUrl.trim() !== '' && { base_url: baseUrl.trim() }),
        fields: Object.fromEntries(filled),
      });
    } else {
      update.mutate({ id: connection.id, name: title, fields });
    }
  }

  return (
    <FormDialog
      title={connection === null ? 'Add connection' : `Change ${connection.name}`}
      description="It is tested now, stored encrypted, and its secrets are never shown again."
      verb={connection === null ? 'Test and add' : 'Test and save'}
      pending={mutation.isPending}
      error={mutation.error}
      onSubmit={() => submit(kind)}
      onClose={onClose}
    >
      {connection === null ? (
        <ServiceField
          label="Service"
          description={kind.description}
          services={kinds}
          value={kindId}
          onChange={(id) => {
            setKindId(id);
            setFields(firstChoices(kinds.find((one) => one.id === id)));
            setTried(false);
          }}
        />
      ) : null}
      {connection === null && kind.base_url !== 'none' ? (
        <AddressField
          label={kind.base_url === 'optional' ? 'Address (optional)' : 'Address'}
          description={kind.base_url_hint}
          error={tried ? urlError : undefined}
          value={baseUrl}
          onChange={setBaseUrl}
        />
      ) : null}
      {kind.fields.map((field) => (
        <KindField
          key={field.name}
          field={field}
          kept={connection?.secrets[field.name]}
          error={tried ? missing(field) : undefined}
          value={fields[field.name] ?? ''}
          onChange={(value) => setFields({ ...fields, [field.name]: value })}
        />
      ))}
      <CalledField
        label="Name (optional)"
        description="How you tell it from others."
        value={name}
        onChange={setName}
      />
    </FormDialog>
  );
}

/** One part of what a service needs: written, or chosen where it says what there is. */
function KindField({
  field,
  kept,
  error,
  value,
  onChange,
}: {
  field: ConnectionKind['fields'][number];
  /** What is there already, masked. */
  kept: string | undefined;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const { choices } = field;
  const words = {
    label: field.required ? field.title : `${field.title} (optional)`,
    description: kept === undefined ? field.hint : `Empty keeps ${kept}.`,
    error,
  };
  if (choices === null) {
    return <CredentialField {...words} secret={field.secret} value={value} onChange={onChange} />;
  }
  return (
    <Field {...words}>
      {(control) => (
        <Select
          {...control}
          value={value || unset}
          onValueChange={(chosen) => onChange(chosen === unset ? '' : chosen)}
          options={[
            ...(field.required ? [] : [{ value: unset, label: 'As the service says' }]),
            ...choices.map((choice) => ({ value: choice, label: choice })),
          ]}
          className="w-full"
        />
      )}
    </Field>
  );
}
