'use client';

import { Button, CopyButton, Dialog, DialogContent } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import type { InvitationSent } from '../../trpc/outputs.ts';

const fates: Readonly<Record<InvitationSent['mail'], string>> = {
  sent: 'The mail is on its way. You can also hand the link over yourself:',
  outbox: 'The mail is in the outbox of this development server. You can also hand the link over yourself:',
  none: 'No mail is set up here, so hand the link over yourself:',
  failed: 'The mail server did not take the mail, so hand the link over yourself:',
};

/** The link, shown this once, and where the mail went. */
export function SentLink({ sent, children }: { sent: InvitationSent; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4 p-5">
      <p className="text-sm">{fates[sent.mail]}</p>
      <div className="flex items-center gap-2 rounded-md border bg-background py-1.5 pe-1.5 ps-3">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{sent.link}</code>
        <CopyButton value={sent.link} label="Copy the link" />
      </div>
      <p className="text-muted text-xs">
        It is shown this once, works once, and only for {sent.email}. Send the invitation again for another
        one.
      </p>
      <div className="flex justify-end gap-2">{children}</div>
    </div>
  );
}

export function LinkDialog({ sent, onClose }: { sent: InvitationSent; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Sent again to ${sent.email}`}
        description="The link before this one opens nothing any more."
      >
        <SentLink sent={sent}>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </SentLink>
      </DialogContent>
    </Dialog>
  );
}
