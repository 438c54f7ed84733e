import { EffectChip } from '../runs/effect-chip.tsx';

type Effect = 'read' | 'write' | 'money';
const gravest: readonly Effect[] = ['money', 'write', 'read'];

/** What its tools can do outside a run, gravest first, each once. */
export function EffectChips({ effects }: { effects: readonly Effect[] }) {
  const shown = gravest.filter((effect) => effects.includes(effect));
  if (shown.length === 0) return <span className="text-muted text-xs">Uses no tools</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {shown.map((effect) => (
        <EffectChip key={effect} effect={effect} />
      ))}
    </span>
  );
}
