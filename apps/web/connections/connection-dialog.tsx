'use client';

import { Button, Dialog, DialogContent, Field, Input, Select, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Connection, ConnectionKind } from '../trpc/outputs.ts';

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
    connection === null && kind.base_url !== 'none' && (baseUrl !== '' || kind.base_url === 'required')
      ? URL.canParse(baseUrl)
        ? undefined
        : 'Give the address, like https://…'
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
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={connection === null ? 'Add connection' : `Change ${connection.name}`}
        description="It is tested now, stored encrypted, and its secrets are never shown again."
      >
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            submit(kind);
          }}
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            {mutation.isError ? <FormError>{apiFailure(mutation.error).message}</FormError> : null}
            {connection === null ? (
              <Field label="Service" description={kind.description}>
                {(control) => (
                  <Select
                    {...control}
                    value={kindId}
                    onValueChange={(value) => {
                      setKindId(kinds.find(({ id }) => id === value)?.id ?? kindId);
                      setFields(firstChoices(kinds.find(({ id }) => id === value)));
                      setTried(false);
                    }}
                    options={kinds.map(({ id, title }) => ({ value: id, label: title }))}
                    className="w-full"
                  />
                )}
              </Field>
            ) : null}
            {connection === null && kind.base_url !== 'none' ? (
              <Field
                label={kind.base_url === 'optional' ? 'Address (optional)' : 'Address'}
                description={kind.base_url_hint}
                error={tried ? urlError : undefined}
              >
                {(control) => (
                  <Input
                    {...control}
                    inputMode="url"
                    autoComplete="off"
                    value={baseUrl}
                    onChange={(event) => setBaseUrl(event.target.value)}
                  />
                )}
              </Field>
            ) : null}
            {kind.fields.map((field) => (
              <Field
                key={field.name}
                label={field.required ? field.title : `${field.title} (optional)`}
                description={
                  connection?.secrets[field.name] === undefined
                    ? field.hint
                    : `Empty keeps ${connection.secrets[field.name]}.`
                }
                error={tried ? missing(field) : undefined}
              >
                {(control) =>
                  field.choices === null ? (
                    <Input
                      {...control}
                      type={field.secret ? 'password' : 'text'}
                      autoComplete="off"
                      spellCheck={false}
                      value={fields[field.name] ?? ''}
                      onChange={(event) => setFields({ ...fields, [field.name]: event.target.value })}
                    />
                  ) : (
                    <Select
                      {...control}
                      value={fields[field.name] || unset}
                      onValueChange={(value) =>
                        setFields({ ...fields, [field.name]: value === unset ? '' : value })
                      }
                      options={[
                        ...(field.required ? [] : [{ value: unset, label: 'As the service says' }]),
                        ...field.choices.map((choice) => ({ value: choice, label: choice })),
                      ]}
                      className="w-full"
                    />
                  )
                }
              </Field>
            ))}
            <Field label="Name (optional)" description="How you tell it from others.">
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  maxLength={100}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={mutation.isPending}>
              {connection === null ? 'Test and add' : 'Test and save'}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
