'use client';

import type { Approval } from '../trpc/outputs.ts';
import { ApprovalCard } from './approval-card.tsx';

/** Cards that j and k walk through. */
export function ApprovalList({ approvals }: { approvals: readonly Approval[] }) {
  return (
    <ul className="divide-y divide-border">
      {approvals.map((approval) => (
        <li key={approval.id}>
          <ApprovalCard approval={approval} entry />
        </li>
      ))}
    </ul>
  );
}
