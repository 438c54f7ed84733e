import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  type LucideIcon,
  MinusCircle,
} from 'lucide-react';
import type { NodeState } from './run-graph.ts';

/** How a node's part in a run shows; who is at work has a spinner. */
export const nodeLooks: Record<
  Exclude<NodeState, 'started'>,
  { icon: LucideIcon; color: string; label: string }
> = {
  open: { icon: CircleDashed, color: 'text-muted', label: 'Not reached' },
  passed: { icon: CircleCheck, color: 'text-muted', label: 'Passed through' },
  waiting: { icon: Hourglass, color: 'text-warning', label: 'Waits for a person' },
  succeeded: { icon: CircleCheck, color: 'text-positive', label: 'Done' },
  failed: { icon: CircleX, color: 'text-danger', label: 'Failed' },
  refused: { icon: Ban, color: 'text-warning', label: 'Refused' },
  skipped: { icon: MinusCircle, color: 'text-muted', label: 'Not needed' },
};
