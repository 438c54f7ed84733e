'use client';

import type { AgentId } from '@agent-factory/contracts';
import { Button, Kbd, Tooltip } from '@agent-factory/ui';
import {
  Keyboard,
  LayoutGrid,
  List,
  type LucideIcon,
  Maximize,
  Plus,
  Search,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import { RunChoice } from './run-choice.tsx';

const CanvasList = dynamic(() => import('./canvas-list.tsx').then((module) => module.CanvasList));

export interface CanvasToolbarProps {
  agentId: AgentId;
  onTidy: () => void;
  onZoom: (way: 'in' | 'out' | 'fit') => void;
}

/** What the keys do, for hands on a mouse or a screen. */
export function CanvasToolbar({ agentId, onTidy, onZoom }: CanvasToolbarProps) {
  const store = useCanvasStore();
  const mayEdit = useCanvas((state) => state.mayEdit);
  const connecting = useCanvas((state) => state.connecting !== null);
  const elsewhere = useCanvas((state) => state.graph.elsewhere.length);
  const [listed, setListed] = useState(false);
  return (
    <>
      <div
        role="toolbar"
        aria-label="Canvas"
        className="absolute top-2 start-2 z-10 flex max-w-[calc(100%-1rem)] flex-wrap items-center gap-1 rounded-md border bg-raised p-1"
      >
        {mayEdit ? (
          <Act icon={Plus} label="Add" keys="a" onClick={() => store.setState({ overlayer: 'palette' })} />
        ) : null}
        <Act icon={Search} label="Search" keys="/" onClick={() => store.setState({ overlayer: 'search' })} />
        <Act icon={ZoomOut} label="Smaller" keys="-" onClick={() => onZoom('out')} />
        <Act icon={ZoomIn} label="Larger" keys="+" onClick={() => onZoom('in')} />
        <Act icon={Maximize} label="Show everything" keys="0" onClick={() => onZoom('fit')} />
        <Act icon={LayoutGrid} label="Tidy up" keys="t" onClick={onTidy} />
        <Act icon={List} label="Read as a list" pressed={listed} onClick={() => setListed(!listed)} />
        <Act icon={Keyboard} label="Keys" keys="h" onClick={() => store.setState({ overlayer: 'help' })} />
        <RunChoice agentId={agentId} />
      </div>
      {connecting ? (
        <p className="absolute bottom-2 left-1/2 z-10 -translate-x-1/2 rounded-md border bg-raised px-3 py-1.5 text-sm">
          Choose where it leads: arrow keys, then <Kbd>↵</Kbd>. <Kbd>Esc</Kbd> stops.
        </p>
      ) : elsewhere > 0 ? (
        <p className="absolute bottom-2 start-2 z-10 rounded-md border bg-raised px-2 py-1 text-muted text-xs">
          {elsewhere === 1 ? '1 problem' : `${elsewhere} problems`} in parts that are not drawn: see below.
        </p>
      ) : null}
      {listed ? <CanvasList onClose={() => setListed(false)} /> : null}
    </>
  );
}

interface ActProps {
  icon: LucideIcon;
  label: string;
  keys?: string;
  pressed?: boolean;
  onClick: () => void;
}

function Act({ icon: Icon, label, keys, pressed, onClick }: ActProps) {
  return (
    <Tooltip
      content={
        <>
          {label}
          {keys ? <Kbd>{keys}</Kbd> : null}
        </>
      }
    >
      <Button variant="ghost" size="icon-sm" aria-label={label} aria-pressed={pressed} onClick={onClick}>
        <Icon aria-hidden="true" />
      </Button>
    </Tooltip>
  );
}
