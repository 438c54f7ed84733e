import type { SharedIdea } from '@agent-factory/contracts';
import { EmptyState, Panel, PanelBody } from '@agent-factory/ui';
import { Link2Off } from 'lucide-react';
import { Page } from '../frame/page.tsx';
import { EvaluationView } from './evaluation-view.tsx';

/** What a link shows to anybody; null for a link that opens nothing. */
export function SharedIdeaPage({ shared }: { shared: SharedIdea | null }) {
  if (shared === null) {
    return (
      <Page title="A checked idea">
        <Panel>
          <EmptyState
            icon={Link2Off}
            title="This link opens nothing"
            description="It was mistyped, or whoever shared it has ended it. Ask them for a new one."
          />
        </Panel>
      </Page>
    );
  }
  return (
    <Page
      title="A checked idea"
      description={`Evaluated on ${shared.evaluated_at.slice(0, 10)} by the Brain Fart Checker.`}
    >
      <div className="flex flex-col gap-5">
        <Panel aria-label="The idea">
          <PanelBody>
            <p className="max-w-prose whitespace-pre-line break-words">{shared.idea}</p>
          </PanelBody>
        </Panel>
        <EvaluationView evaluation={shared.evaluation} />
      </div>
    </Page>
  );
}
