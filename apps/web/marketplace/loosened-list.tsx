import type { SpecChangeView } from '@agent-factory/contracts';
import { TriangleAlert } from 'lucide-react';

/** Changes that let an agent do more than before, or hold it less. */
export function LoosenedList({ changes }: { changes: readonly SpecChangeView[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map(({ risk, agent, summary }) => (
        <li key={`${agent} ${risk} ${summary}`} className="flex items-start gap-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 break-words">
            {summary}
            <span className="block text-muted text-xs">
              {riskWords(risk)} · {agent}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** `write_access_gained` as words. */
export function riskWords(risk: string): string {
  const words = risk.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
