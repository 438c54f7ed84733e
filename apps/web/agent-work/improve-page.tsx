'use client';

import type { AgentId } from '@agent-factory/contracts';
import { isId } from '@agent-factory/contracts';
import { Button } from '@agent-factory/ui';
import { Sparkles } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { AgentLinks } from './agent-links.tsx';
import { PatchesPanel } from './patches-panel.tsx';

const PatchView = dynamic(() => import('./patch-view.tsx').then((module) => module.PatchView), {
  loading: () => <PanelsSkeleton label="Loading the patch" />,
});
const ProposeDialog = dynamic(() => import('./propose-dialog.tsx').then((module) => module.ProposeDialog));

/** Patches of an agent's spec that were learned from failures; the chosen one stands in the address. */
export function ImprovePage({ agentId }: { agentId: AgentId }) {
  const router = useRouter();
  const wanted = useSearchParams().get('patch');
  const chosen = isId('specPatch', wanted) ? wanted : null;
  const [asking, setAsking] = useState(false);
  const here = `/agents/${agentId}/improve`;
  return (
    <Page
      title="Improve"
      description="A model reads what fails and proposes a better spec. It is kept only if it wins on cases it never saw."
      actions={<AgentLinks agentId={agentId} but="improve" />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <PatchesPanel
          agentId={agentId}
          chosen={chosen}
          onAsk={() => setAsking(true)}
          actions={
            <Button variant="primary" size="sm" onClick={() => setAsking(true)}>
              <Sparkles aria-hidden="true" />
              Propose a patch
            </Button>
          }
        />
        {chosen === null ? null : <PatchView key={chosen} agentId={agentId} patchId={chosen} />}
      </div>
      {asking ? (
        <ProposeDialog
          agentId={agentId}
          onProposed={(id) => {
            setAsking(false);
            router.replace(`${here}?patch=${id}`, { scroll: false });
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Page>
  );
}
