import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  type LucideIcon,
  MinusCircle,
} from 'lucide-react';
import type { PlainKey } from '../../words/translator.ts';
import type { NodeState } from './run-graph.ts';

/** How a node's part in a run shows; who is at work has a spinner. */
export const nodeLooks: Record<
  Exclude<NodeState, 'started'>,
  { icon: LucideIcon; color: string; label: PlainKey<'run'> }
> = {
  open: { icon: CircleDashed, color: 'text-muted', label: 'notReached' },
  passed: { icon: CircleCheck, color: 'text-muted', label: 'passedThrough' },
  waiting: { icon: Hourglass, color: 'text-warning', label: 'nodeWaiting' },
  succeeded: { icon: CircleCheck, color: 'text-positive', label: 'done' },
  failed: { icon: CircleX, color: 'text-danger', label: 'memberFailed' },
  refused: { icon: Ban, color: 'text-warning', label: 'memberRefused' },
  skipped: { icon: MinusCircle, color: 'text-muted', label: 'notNeeded' },
};
