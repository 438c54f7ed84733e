'use client';

import { Button, CopyButton, Dialog, DialogContent } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { makeRecoveryCodes } from './make-recovery-codes.ts';

/** Shows a set of recovery codes once. */
export function RecoveryCodesDialog({ again, onClose }: { again: boolean; onClose: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Recovery codes"
        description={
          codes === null && again
            ? 'New codes take the place of those that you have; the old ones stop working.'
            : 'Each opens the door once, without the app. Store them where you store passwords.'
        }
      >
        <div className="flex flex-col gap-4 p-5">
          {failure ? <FormError>{failure}</FormError> : null}
          {codes === null ? null : (
            <>
              <ol className="grid grid-cols-1 gap-1 rounded-md border bg-sunken p-3 font-mono text-sm sm:grid-cols-2">
                {codes.map((code) => (
                  <li key={code}>{grouped(code)}</li>
                ))}
              </ol>
              <CopyButton value={codes.map(grouped).join('\n')} label="Copy all codes" labelled />
            </>
          )}
          <div className="flex justify-end gap-2">
            {codes === null ? (
              <>
                <Button onClick={onClose}>{again ? 'Cancel' : 'Later'}</Button>
                <Button
                  variant="primary"
                  loading={pending}
                  onClick={() =>
                    startTransition(async () => {
                      const made = await makeRecoveryCodes();
                      if ('error' in made) setFailure(made.error);
                      else setCodes(made.codes);
                    })
                  }
                >
                  {again ? 'Make new codes' : 'Make codes'}
                </Button>
              </>
            ) : (
              <Button variant="primary" onClick={onClose}>
                I have stored them
              </Button>
            )}
          </div>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function grouped(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}
