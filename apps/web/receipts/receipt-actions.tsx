'use client';

import type { Receipt } from '@agent-factory/contracts';
import { Button, CopyButton } from '@agent-factory/ui';
import { Download } from 'lucide-react';

/** Takes the receipt along, for whoever has to believe it. */
export function ReceiptActions({ receipt }: { receipt: Receipt }) {
  const text = JSON.stringify(receipt, null, 2);
  function download(): void {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${receipt.run.id}.receipt.json`;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <>
      <CopyButton value={text} label="Copy JSON" labelled size="md" variant="secondary" />
      <Button onClick={download}>
        <Download aria-hidden="true" />
        Download
      </Button>
    </>
  );
}
