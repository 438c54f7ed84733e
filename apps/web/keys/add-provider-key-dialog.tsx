'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  AddressField,
  addressError,
  CalledField,
  CredentialField,
  ServiceField,
} from '../connections/credential-fields.tsx';
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
  const urlError = chosen?.needs_base_url && addressError(baseUrl, true) ? say('giveAddress') : undefined;

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
      <ServiceField label={say('vendor')} services={vendors} value={vendor} onChange={setVendor} />
      {chosen?.needs_base_url ? (
        <AddressField
          label={say('address')}
          description={say('addressHint')}
          error={tried ? urlError : undefined}
          placeholder="https://models.example.com/v1"
          value={baseUrl}
          onChange={setBaseUrl}
        />
      ) : null}
      <CredentialField
        secret
        label={say('key')}
        error={tried ? secretError : undefined}
        value={secret}
        onChange={setSecret}
      />
      <CalledField label={say('label')} description={say('labelHint')} value={label} onChange={setLabel} />
    </FormDialog>
  );
}
