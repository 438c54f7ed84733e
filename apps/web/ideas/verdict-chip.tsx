import type { IdeaVerdict } from '@agent-factory/contracts';
import { cn } from '@agent-factory/ui';
import { CircleCheck, CircleHelp, CircleX, RefreshCw } from 'lucide-react';
import { verdictWords } from './verdict-looks.ts';

const looks = {
  BUILD: { icon: CircleCheck, color: 'text-positive bg-positive-soft' },
  ITERATE: { icon: RefreshCw, color: 'text-warning bg-warning-soft' },
  KILL: { icon: CircleX, color: 'text-danger bg-danger-soft' },
  INCONCLUSIVE: { icon: CircleHelp, color: 'text-muted bg-sunken' },
} as const satisfies Record<IdeaVerdict, unknown>;

export function VerdictChip({ verdict }: { verdict: IdeaVerdict }) {
  const { icon: Icon, color } = looks[verdict];
  return (
    <span
      data-verdict={verdict}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        color,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {verdictWords[verdict].label}
    </span>
  );
}
