import { Panel } from '@agent-factory/ui';
import { RowsSkeleton } from './rows-skeleton.tsx';

/** A panel whose script and data are on their way. */
export function PanelsSkeleton({ label }: { label: string }) {
  return (
    <Panel aria-busy="true">
      <div className="h-12 border-b" />
      <RowsSkeleton label={label} />
    </Panel>
  );
}
