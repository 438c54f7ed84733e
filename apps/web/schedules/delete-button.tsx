'use client';

import { Button } from '@agent-factory/ui';
import { useState } from 'react';

/** Asks once more, in its own place. */
export function DeleteButton({
  name,
  pending,
  onDelete,
}: {
  name: string;
  pending: boolean;
  onDelete: () => void;
}) {
  const [sure, setSure] = useState(false);
  return sure ? (
    <Button
      size="sm"
      variant="danger"
      autoFocus
      loading={pending}
      onClick={onDelete}
      onBlur={() => setSure(false)}
    >
      Delete for good
    </Button>
  ) : (
    <Button size="sm" aria-label={`Delete ${name}`} onClick={() => setSure(true)}>
      Delete
    </Button>
  );
}
