'use client';

import { EffectChip } from '../runs/effect-chip.tsx';
import { useWords } from '../words/words-context.ts';

type Effect = 'read' | 'write' | 'money';
const gravest: readonly Effect[] = ['money', 'write', 'read'];

/** What its tools can do outside a run, gravest first, each once. */
export function EffectChips({ effects }: { effects: readonly Effect[] }) {
  const say = useWords('parts');
  const shown = gravest.filter((effect) => effects.includes(effect));
  if (shown.length === 0) return <span className="text-muted text-xs">{say('noTools')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {shown.map((effect) => (
        <EffectChip key={effect} effect={effect} />
      ))}
    </span>
  );
}
