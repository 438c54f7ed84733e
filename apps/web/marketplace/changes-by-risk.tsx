import type { SpecChangeView } from '@agent-factory/contracts';
import { cn } from '@agent-factory/ui';
import { CircleDot, ShieldCheck, TriangleAlert } from 'lucide-react';
import { loosens } from '../editor/grave-risks.ts';
import { riskWords } from './loosened-list.tsx';

/** What differs between two versions, as the platform sorted it: what loosens first. */
export function ChangesByRisk({ changes }: { changes: readonly SpecChangeView[] }) {
  if (changes.length === 0) {
    return <p className="text-muted text-sm">Only wording changed: it may do the same as before.</p>;
  }
  return (
    <ul aria-label="Changes, worst first" className="flex flex-col gap-2">
      {changes.map(({ risk, agent, summary }) => {
        const isGrave = loosens(risk);
        const Icon = isGrave ? TriangleAlert : risk === 'tightened' ? ShieldCheck : CircleDot;
        return (
          <li key={`${agent} ${risk} ${summary}`} className="flex items-start gap-2 text-sm">
            <Icon
              aria-hidden="true"
              className={cn(
                'mt-0.5 size-4 shrink-0',
                isGrave ? 'text-warning' : risk === 'tightened' ? 'text-positive' : 'text-muted',
              )}
            />
            <span className="min-w-0 break-words">
              {summary}
              <span className="block text-muted text-xs">
                {riskWords(risk)} · {agent}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
