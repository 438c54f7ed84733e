'use client';

import type { AgentId, TestRunId } from '@agent-factory/contracts';
import { buttonStyles } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';

const LabelDesk = dynamic(() => import('./label-desk.tsx').then((module) => module.LabelDesk), {
  loading: () => <PanelsSkeleton label="Loading the trials" />,
});
const CalibrationPanel = dynamic(
  () => import('./calibration-panel.tsx').then((module) => module.CalibrationPanel),
  { loading: () => <PanelsSkeleton label="Loading how the judge agrees" /> },
);

/** Trials one by one for a person's opinion, beside what these opinions say of the judge. */
export function LabelPage({ agentId, runId }: { agentId: AgentId; runId: TestRunId | undefined }) {
  return (
    <Page
      title="Label trials"
      description="Say what you think before you see what the judge said: that is how it is known whether to trust it."
      actions={
        <Link
          href={runId === undefined ? `/tests?agent=${agentId}` : `/tests/runs/${runId}`}
          className={buttonStyles({ variant: 'ghost' })}
        >
          Done
        </Link>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <LabelDesk agentId={agentId} runId={runId} />
        <CalibrationPanel agentId={agentId} />
      </div>
    </Page>
  );
}
