'use client';

import { Button, CopyButton, Dialog, DialogContent } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import type { InvitationSent } from '../../trpc/outputs.ts';
import type { PlainKey } from '../../words/translator.ts';
import { useWords } from '../../words/words-context.ts';

const fates: Readonly<Record<InvitationSent['mail'], PlainKey<'people'>>> = {
  sent: 'mailSent',
  outbox: 'mailOutbox',
  none: 'mailNone',
  failed: 'mailFailed',
};

/** The link, shown this once, and where the mail went. */
export function SentLink({ sent, children }: { sent: InvitationSent; children: ReactNode }) {
  const say = useWords('people');
  return (
    <div className="flex flex-col gap-4 p-5">
      <p className="text-sm">{say(fates[sent.mail])}</p>
      <div className="flex items-center gap-2 rounded-md border bg-background py-1.5 pe-1.5 ps-3">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{sent.link}</code>
        <CopyButton value={sent.link} label={say('copyLink')} />
      </div>
      <p className="text-muted text-xs">{say('shownOnce', { email: sent.email })}</p>
      <div className="flex justify-end gap-2">{children}</div>
    </div>
  );
}

export function LinkDialog({ sent, onClose }: { sent: InvitationSent; onClose: () => void }) {
  const say = useWords('people');
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('sentAgain', { email: sent.email })} description={say('linkBefore')}>
        <SentLink sent={sent}>
          <Button variant="primary" onClick={onClose}>
            {say('done')}
          </Button>
        </SentLink>
      </DialogContent>
    </Dialog>
  );
}
