'use client';

import { Field, Input, Select, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { KeyVendor } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

export interface AddProviderKeyDialogProps {
  vendors: readonly KeyVendor[];
  onClose: () => void;
}

/** Takes a key, has it tested, and stores it only if the vendor accepts it. */
export function AddProviderKeyDialog({ vendors, onClose }: AddProviderKeyDialogProps) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [vendor, setVendor] = useState(vendors[0]?.id ?? 'openai');
  const [label, setLabel] = useState('');
  const [secret, setSecret] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = vendors.find(({ id }) => id === vendor);
  const add = useMutation(
    trpc.providerKeys.add.mutationOptions({
      onSuccess: async (key) => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.pathFilter());
        toast({ tone: 'positive', title: say('worksInUse', { name: key.label }) });
        onClose();
      },
    }),
  );
  const secretError = secret.trim() === '' ? say('pasteKey') : undefined;
  const urlError = chosen?.needs_base_url && !URL.canParse(baseUrl) ? say('giveAddress') : undefined;

  function submit(): void {
    setTried(true);
    if (secretError ?? urlError) return;
    add.mutate({
      vendor,
      label: label.trim() === '' ? (chosen?.title ?? vendor) : label.trim(),
      secret: secret.trim(),
      ...(chosen?.needs_base_url && { base_url: baseUrl.trim() }),
    });
  }

  return (
    <FormDialog
      title={say('addProviderKey')}
      description={say('testedNow')}
      verb={say('testAndAdd')}
      pending={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={say('vendor')}>
        {(control) => (
          <Select
            {...control}
            value={vendor}
            onValueChange={(value) => setVendor(vendors.find(({ id }) => id === value)?.id ?? vendor)}
            options={vendors.map(({ id, title }) => ({ value: id, label: title }))}
            className="w-full"
          />
        )}
      </Field>
      {chosen?.needs_base_url ? (
        <Field label={say('address')} description={say('addressHint')} error={tried ? urlError : undefined}>
          {(control) => (
            <Input
              {...control}
              inputMode="url"
              autoComplete="off"
              placeholder="https://models.example.com/v1"
              value={baseUrl}
              onChange={(event) => setBaseUrl(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label={say('key')} error={tried ? secretError : undefined}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Field>
      <Field label={say('label')} description={say('labelHint')}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
