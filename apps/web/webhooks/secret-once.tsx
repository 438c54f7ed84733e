'use client';

import { Button, CopyButton, Dialog, DialogContent } from '@agent-factory/ui';

/** The secret of a webhook, which nobody can show again. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title="Copy the secret now" description="It is shown this once and kept encrypted.">
        <div className="flex flex-col gap-3 p-5">
          <p className="text-sm">
            Your receiver checks with it that a message is ours. Any library for Standard Webhooks does that
            from the headers webhook-id, webhook-timestamp and webhook-signature.
          </p>
          <div className="flex items-center gap-2 rounded-md border bg-sunken p-2 ps-3">
            <code className="min-w-0 flex-1 break-all font-mono text-sm">{secret}</code>
            <CopyButton value={secret} label="Copy secret" labelled variant="primary" />
          </div>
        </div>
        <div className="flex justify-end border-t px-5 py-3">
          <Button onClick={onClose}>I have copied it</Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
