import type { AgentId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import Link from 'next/link';

/** The ways from one page of an agent to its others. */
export function AgentLinks({
  agentId,
  but,
}: {
  agentId: AgentId;
  but: 'versions' | 'playground' | 'improve' | 'counterexamples';
}) {
  const links = [
    { part: 'versions', label: 'Versions', href: `/agents/${agentId}/versions` },
    { part: 'playground', label: 'Playground', href: `/agents/${agentId}/playground` },
    { part: 'improve', label: 'Improve', href: `/agents/${agentId}/improve` },
    { part: 'counterexamples', label: 'Counterexamples', href: `/agents/${agentId}/counterexamples` },
    { part: 'tests', label: 'Tests', href: `/tests?agent=${agentId}` },
  ];
  return (
    <nav aria-label="Pages of the agent" className="flex flex-wrap gap-1">
      {links
        .filter(({ part }) => part !== but)
        .map(({ part, label, href }) => (
          <Link key={part} href={href} className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
