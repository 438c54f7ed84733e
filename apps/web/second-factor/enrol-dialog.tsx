'use client';

import { Dialog, DialogContent } from '@agent-factory/ui';
import { EnrolApp } from './enrol-app.tsx';

export function EnrolDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Add an authenticator app"
        description="From then on signing in asks for its code."
      >
        <div className="p-5">
          <EnrolApp onDone={onDone} onCancel={onClose} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
