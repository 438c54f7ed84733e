'use client';

import { Dialog, DialogContent, Kbd } from '@agent-factory/ui';
import { canvasKeys } from './canvas-keys.ts';
import { useCloseOverlayer } from './use-close-overlayer.ts';

export function KeysDialog() {
  const close = useCloseOverlayer();
  return (
    <Dialog open onOpenChange={close}>
      <DialogContent
        title="Keys of the canvas"
        onCloseAutoFocus={(event) => event.preventDefault()}
        description="On Windows and Linux, ⌘ is Ctrl. ⌘C and ⌘V copy and paste YAML."
      >
        <section
          aria-label="All keys"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-y-auto p-5"
        >
          <dl className="grid gap-x-8 sm:grid-cols-2">
            {canvasKeys.map(({ command, keys, does }) => (
              <div key={command} className="flex h-8 items-center justify-between gap-4 text-sm">
                <dt>{does}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </DialogContent>
    </Dialog>
  );
}
