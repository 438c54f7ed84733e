'use client';

import type { SpecPatchId } from '@agent-factory/contracts';
import { Field, Textarea } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';

/** Lets a patch go, with a reason that stays with it. */
export function DiscardDialog({
  patchId,
  onDiscarded,
  onClose,
}: {
  patchId: SpecPatchId;
  onDiscarded: () => Promise<unknown>;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const discard = useMutation(
    trpc.reflection.discard.mutationOptions({
      onSuccess: async () => {
        await onDiscarded();
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title="Discard the patch"
      description="Work on it stops. A look at sealed cases that it had stays counted."
      verb="Discard"
      pending={discard.isPending}
      error={discard.error}
      onSubmit={() =>
        discard.mutate({ patch_id: patchId, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
      }
      onClose={onClose}
    >
      <Field label="Why" description="For whoever looks at it later. May be left empty.">
        {(control) => (
          <Textarea
            {...control}
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
