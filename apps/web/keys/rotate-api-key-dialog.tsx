'use client';

import { Field, Select, useFigures } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { ShownOnceDialog } from './shown-once-dialog.tsx';

/** In days; the hour and nothing at all stand before them. */
const overlapDays = [1, 3, 7];

/** Gives a key a new secret, shown this once; the old one stays good while its programs change over. */
export function RotateApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { moment } = useFigures();
  const [overlap, setOverlap] = useState('86400');
  const rotate = useMutation(
    trpc.apiKeys.rotate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
    }),
  );
  if (rotate.isSuccess) {
    return <ShownOnceDialog name={rotate.data.name} secret={rotate.data.secret} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={say('rotateTitle', { name: apiKey.name })}
      description={say('rotateHint')}
      verb={say('rotateKey')}
      pending={rotate.isPending}
      error={rotate.error}
      onSubmit={() => rotate.mutate({ id: apiKey.id, overlap_seconds: Number(overlap) })}
      onClose={onClose}
    >
      <Field
        label={say('worksOn', { hint: apiKey.hint })}
        description={overlap === '0' ? say('refusedSoon') : say('bothWork')}
      >
        {(control) => (
          <Select
            {...control}
            value={overlap}
            onValueChange={setOverlap}
            options={[
              { value: '0', label: say('notAtAll') },
              { value: '3600', label: say('hour') },
              ...overlapDays.map((count) => ({
                value: String(count * 86_400),
                label: say('days', { count }),
              })),
            ]}
            className="w-full"
          />
        )}
      </Field>
      {apiKey.previous === null ? null : (
        <p className="rounded-md border border-warning/40 bg-warning-soft px-3 py-2 text-sm text-warning">
          {say('stillWorks', {
            hint: apiKey.previous.hint,
            until: moment(apiKey.previous.valid_until),
          })}
        </p>
      )}
    </FormDialog>
  );
}
