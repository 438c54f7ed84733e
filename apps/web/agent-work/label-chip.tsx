import { cn } from '@agent-factory/ui';
import { FlaskConical, PenLine, Rocket } from 'lucide-react';
import type { AgentLabel } from '../trpc/outputs.ts';

const looks = {
  draft: { icon: PenLine, name: 'Draft', look: 'bg-sunken text-muted' },
  staging: { icon: FlaskConical, name: 'Staging', look: 'bg-info-soft text-info' },
  production: { icon: Rocket, name: 'Production', look: 'bg-positive-soft text-positive' },
} as const satisfies Record<AgentLabel['label'], unknown>;

export const labelNames = Object.keys(looks) as readonly AgentLabel['label'][];

export function labelName(label: AgentLabel['label']): string {
  return looks[label].name;
}

export function LabelChip({ label }: { label: AgentLabel['label'] }) {
  const { icon: Icon, name, look } = looks[label];
  return (
    <span
      data-label={label}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        look,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {name}
    </span>
  );
}
