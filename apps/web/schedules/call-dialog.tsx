'use client';

import { CodeBlock, Dialog, DialogContent } from '@agent-factory/ui';
import type { Trigger } from '../trpc/outputs.ts';
import { curlExample } from './curl-example.ts';
import { schemeNames } from './trigger-words.ts';

/** Where and how a trigger is called. */
export function CallDialog({
  trigger,
  apiUrl,
  onClose,
}: {
  trigger: Trigger;
  apiUrl: string;
  onClose: () => void;
}) {
  const url = `${apiUrl}${trigger.path}`;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`How to call ${trigger.name}`}
        description={`Signed as ${schemeNames[trigger.scheme]} says, with the secret that ends in ${trigger.secret_hint}.`}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
          <CodeBlock label="Address" code={url} />
          <CodeBlock label="Signed call" code={`SECRET='…'\n${curlExample(trigger.scheme, url)}`} />
          <CodeBlock label="Mapping" code={JSON.stringify(trigger.mapping, null, 2)} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
