'use client';

import { Button, Dialog, DialogContent } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { endOtherSessions } from './end-other-sessions.ts';

export function EndOthersDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="End all other sessions?"
        description="You stay signed in here. Everywhere else you sign in again."
      >
        <div className="flex flex-col gap-4 p-5">
          {failure ? <FormError>{failure}</FormError> : null}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="danger"
              loading={pending}
              onClick={() =>
                startTransition(async () => {
                  const outcome = await endOtherSessions();
                  if ('error' in outcome) setFailure(outcome.error);
                  else onDone();
                })
              }
            >
              End all others
            </Button>
          </div>
        </div>
      </DialogContent>
    </Dialog>
  );
}
