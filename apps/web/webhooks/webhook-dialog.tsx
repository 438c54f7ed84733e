'use client';

import { Field, Input } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Webhook, WebhookEvent } from '../trpc/outputs.ts';
import { SecretOnce } from './secret-once.tsx';

export interface WebhookDialogProps {
  /** The one to change; null to add one. */
  webhook: Webhook | null;
  events: readonly WebhookEvent[];
  onClose: () => void;
}

/** Adds a webhook, whose secret is then shown this once, or changes one. What was typed stays when it is refused. */
export function WebhookDialog({ webhook, events, onClose }: WebhookDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [chosen, setChosen] = useState<readonly WebhookEvent['type'][]>(webhook?.events ?? []);
  const [secret, setSecret] = useState('');
  const [asked, setAsked] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.webhooks.pathFilter());
  const create = useMutation(trpc.webhooks.create.mutationOptions({ onSuccess: refresh }));
  const update = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onClose();
      },
    }),
  );
  const error = create.error ?? update.error;
  const missing = { url: url.trim() === '', events: chosen.length === 0 };

  function submit(): void {
    setAsked(true);
    if (missing.url || missing.events) return;
    const parts = { url: url.trim(), description, events: [...chosen] };
    if (webhook !== null) update.mutate({ id: webhook.id, ...parts });
    else create.mutate({ ...parts, ...(secret.trim() === '' ? {} : { secret: secret.trim() }) });
  }

  if (create.data) return <SecretOnce secret={create.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title={webhook === null ? 'Add webhook' : 'Change webhook'}
      description="The address gets a test event first. Unless it answers a 2xx, nothing is saved."
      verb={webhook === null ? 'Test and add' : 'Save'}
      pending={create.isPending || update.isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Address" error={asked && missing.url ? 'Say where events go.' : undefined}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://example.com/hooks/agents"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field label="What it is for" description="Optional; what your team calls it.">
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">Events</legend>
        <div className="flex flex-col rounded-md border p-3">
          {events.map(({ type, says }) => (
            <label key={type} className="flex min-h-8 items-start gap-2 py-1 text-sm">
              <input
                type="checkbox"
                checked={chosen.includes(type)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, type] : chosen.filter((one) => one !== type))
                }
                className="mt-0.5 size-4 shrink-0 accent-accent-solid"
              />
              <span>
                <code className="font-mono text-xs">{type}</code>
                <span className="block text-muted text-xs">{says}</span>
              </span>
            </label>
          ))}
        </div>
        {asked && missing.events ? (
          <p role="alert" className="mt-1 text-danger text-xs">
            Choose at least one event.
          </p>
        ) : null}
      </fieldset>
      {webhook === null ? (
        <details>
          <summary className="cursor-pointer text-muted text-sm">My receiver has a secret already</summary>
          <Field
            label="Secret"
            description="whsec_ and 24 to 64 random bytes in base64. Left empty, one is made and shown once."
            className="mt-3"
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
                className="font-mono"
              />
            )}
          </Field>
        </details>
      ) : null}
    </FormDialog>
  );
}
