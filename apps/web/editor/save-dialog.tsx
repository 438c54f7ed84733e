'use client';

import { Button, Dialog, DialogContent, Field, Textarea } from '@agent-factory/ui';
import { useState } from 'react';
import { useWords } from '../words/words-context.ts';
import { longestMessage, type SaveAgent } from './use-save-agent.ts';

/** Saves a version with a message in its author's words; what changed is proposed. */
export function SaveDialog({ save, onClose }: { save: SaveAgent; onClose: () => void }) {
  const say = useWords('editor');
  const sayPart = useWords('parts');
  const [message, setMessage] = useState(() => save.proposedMessage());
  async function submit(): Promise<void> {
    if (save.isSaving) return;
    // What was refused has been said, and the message stays for the next try.
    if (await save.save({ message })) onClose();
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('saveNew')} description={say('messageStays')}>
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label={say('message')} description={say('messageEmpty')}>
            {(control) => (
              <Textarea
                {...control}
                autoFocus
                rows={4}
                maxLength={longestMessage}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
                onKeyDown={(event) => {
                  const isSave = event.key === 'Enter' || event.key.toLowerCase() === 's';
                  if (!isSave || !(event.ctrlKey || event.metaKey)) return;
                  event.preventDefault();
                  event.stopPropagation();
                  void submit();
                }}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={onClose}>
              {sayPart('cancel')}
            </Button>
            <Button type="submit" variant="primary" loading={save.isSaving}>
              {say('save')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
