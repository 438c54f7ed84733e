'use client';

import { formatSpec } from '@agent-factory/spec';

import {
  Button,
  buttonStyles,
  Dialog,
  DialogContent,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  Kbd,
  Tooltip,
} from '@agent-factory/ui';
import { Ellipsis, FlaskConical, MessagesSquare, Play, Save } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import type { Agent } from '../trpc/outputs.ts';
import { DeleteAgentDialog } from './delete-agent-dialog.tsx';
import { useEditor, useEditorStore } from './editor-context.ts';
import { isDirty } from './editor-store.ts';
import { LiveBar } from './live/live-bar.tsx';
import type { SaveAgent } from './use-save-agent.ts';

const SaveDialog = dynamic(() => import('./save-dialog.tsx').then((module) => module.SaveDialog));
const DraftDialog = dynamic(() => import('../drafts/draft-dialog.tsx').then((module) => module.DraftDialog));

/** What is done to an agent beside its spec, each on a page of its own. */
const work = [
  { part: 'playground', label: 'Playground' },
  { part: 'versions', label: 'Versions and labels' },
  { part: 'improve', label: 'Improve' },
  { part: 'counterexamples', label: 'Counterexamples' },
] as const;

export interface AgentHeaderProps {
  agent: Agent;
  save: SaveAgent;
  onRun: () => void;
}

export function AgentHeader({ agent, save, onRun }: AgentHeaderProps) {
  const store = useEditorStore();
  const dirty = useEditor(isDirty);
  const version = useEditor((state) => state.saved.version);
  const title = useEditor((state) => state.document?.title ?? agent.title);
  const editable = useEditor((state) => state.editable);
  const [deleting, setDeleting] = useState(false);
  const [drafting, setDrafting] = useState<boolean | null>(null);
  const [saving, setSaving] = useState(false);
  const testsOf = `/tests?agent=${agent.id}`;
  const chatWith = `/threads/new?agent=${agent.id}`;
  return (
    <div className="flex min-h-14 shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b bg-surface px-4 py-2">
      <div className="flex min-w-0 items-baseline gap-3">
        <h1 className="truncate font-semibold text-lg tracking-tight">{title}</h1>
        <span className="shrink-0 text-muted text-xs tabular-nums">
          v{version}
          <span role="status">{dirty ? ' · unsaved changes' : ' · saved'}</span>
        </span>
      </div>
      <div className="flex items-center gap-2">
        <LiveBar />
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label="More actions">
              <Ellipsis aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {/* Where there is no room for their buttons. */}
            <DropdownMenuItem asChild className="sm:hidden">
              <Link href={testsOf}>Tests</Link>
            </DropdownMenuItem>
            <DropdownMenuItem asChild className="sm:hidden">
              <Link href={chatWith}>Chat</Link>
            </DropdownMenuItem>
            <DropdownMenuSeparator className="sm:hidden" />
            <DropdownMenuItem disabled={!dirty} onSelect={() => setSaving(true)}>
              Save with a message…
            </DropdownMenuItem>
            <DropdownMenuItem disabled={!editable} onSelect={() => setDrafting(true)}>
              Draft a change…
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => store.getState().type(formatSpec(store.getState().text))}>
              Format spec
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => void navigator.clipboard.writeText(agent.id)}>
              Copy agent id
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            {work.map(({ part, label }) => (
              <DropdownMenuItem key={part} asChild>
                <Link href={`/agents/${agent.id}/${part}`}>{label}</Link>
              </DropdownMenuItem>
            ))}
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => setDeleting(true)}>Delete agent…</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <Tooltip
          content={
            <>
              Save a new version <Kbd>⌘S</Kbd>
            </>
          }
        >
          <Button onClick={() => void save.save()} loading={save.isSaving} disabled={!dirty}>
            {save.isSaving ? null : <Save aria-hidden="true" />}
            Save
          </Button>
        </Tooltip>
        <Link
          href={testsOf}
          aria-label="Tests"
          className={buttonStyles({ variant: 'secondary', className: 'max-sm:hidden' })}
        >
          <FlaskConical aria-hidden="true" />
          <span className="max-lg:hidden">Tests</span>
        </Link>
        <Link
          href={chatWith}
          aria-label="Chat"
          className={buttonStyles({ variant: 'secondary', className: 'max-sm:hidden' })}
        >
          <MessagesSquare aria-hidden="true" />
          Chat
        </Link>
        <Button variant="primary" onClick={onRun}>
          <Play aria-hidden="true" />
          {dirty ? 'Save and run' : 'Run agent'}
          <Kbd className="max-sm:hidden">⌘↵</Kbd>
        </Button>
      </div>
      <ConflictDialog save={save} />
      {saving ? <SaveDialog save={save} onClose={() => setSaving(false)} /> : null}
      {drafting === null ? null : (
        <DraftDialog agentId={agent.id} open={drafting} onClose={() => setDrafting(false)} />
      )}
      {deleting ? <DeleteAgentDialog agent={agent} onClose={() => setDeleting(false)} /> : null}
    </div>
  );
}

function ConflictDialog({ save }: { save: SaveAgent }) {
  return (
    <Dialog
      open={save.conflict !== null}
      onOpenChange={(open) => (open ? undefined : save.dismissConflict())}
    >
      <DialogContent title="A newer version was saved meanwhile" description={save.conflict ?? ''}>
        <p className="px-5 pt-3 text-sm">
          Your text stays in the editor. Look at the newer version under Versions, or save yours on top of it:
          both stay in the history.
        </p>
        <div className="flex justify-end gap-2 p-5">
          <Button onClick={save.dismissConflict}>Keep editing</Button>
          <Button
            variant="primary"
            onClick={() => {
              save.dismissConflict();
              void save.save({ overNewer: true });
            }}
          >
            Save on top
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
