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
import { useWords } from '../words/words-context.ts';
import { DeleteAgentDialog } from './delete-agent-dialog.tsx';
import { useEditor, useEditorStore } from './editor-context.ts';
import { isDirty } from './editor-store.ts';
import { LiveBar } from './live/live-bar.tsx';
import type { SaveAgent } from './use-save-agent.ts';

const SaveDialog = dynamic(() => import('./save-dialog.tsx').then((module) => module.SaveDialog));
const DraftDialog = dynamic(() => import('../drafts/draft-dialog.tsx').then((module) => module.DraftDialog));

/** What is done to an agent beside its spec, each on a page of its own. */
const work = [
  { part: 'playground', label: 'playground' },
  { part: 'versions', label: 'versionsAndLabels' },
  { part: 'improve', label: 'improve' },
  { part: 'counterexamples', label: 'counterexamples' },
] as const;

export interface AgentHeaderProps {
  agent: Agent;
  save: SaveAgent;
  onRun: () => void;
}

export function AgentHeader({ agent, save, onRun }: AgentHeaderProps) {
  const say = useWords('editor');
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
          <span role="status">{dirty ? say('unsaved') : say('saved')}</span>
        </span>
      </div>
      <div className="flex items-center gap-2">
        <LiveBar />
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={say('moreActions')}>
              <Ellipsis aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {/* Where there is no room for their buttons. */}
            <DropdownMenuItem asChild className="sm:hidden">
              <Link href={testsOf}>{say('tests')}</Link>
            </DropdownMenuItem>
            <DropdownMenuItem asChild className="sm:hidden">
              <Link href={chatWith}>{say('chat')}</Link>
            </DropdownMenuItem>
            <DropdownMenuSeparator className="sm:hidden" />
            <DropdownMenuItem disabled={!dirty} onSelect={() => setSaving(true)}>
              {say('saveMessage')}
            </DropdownMenuItem>
            <DropdownMenuItem disabled={!editable} onSelect={() => setDrafting(true)}>
              {say('draftChange')}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => store.getState().type(formatSpec(store.getState().text))}>
              {say('format')}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => void navigator.clipboard.writeText(agent.id)}>
              {say('copyId')}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            {work.map(({ part, label }) => (
              <DropdownMenuItem key={part} asChild>
                <Link href={`/agents/${agent.id}/${part}`}>{say(label)}</Link>
              </DropdownMenuItem>
            ))}
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => setDeleting(true)}>{say('deleteAgent')}</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <Tooltip
          content={
            <>
              {say('saveNew')} <Kbd>⌘S</Kbd>
            </>
          }
        >
          <Button onClick={() => void save.save()} loading={save.isSaving} disabled={!dirty}>
            {save.isSaving ? null : <Save aria-hidden="true" />}
            {say('save')}
          </Button>
        </Tooltip>
        <Link
          href={testsOf}
          aria-label={say('tests')}
          className={buttonStyles({ variant: 'secondary', className: 'max-sm:hidden' })}
        >
          <FlaskConical aria-hidden="true" />
          <span className="max-lg:hidden">{say('tests')}</span>
        </Link>
        <Link
          href={chatWith}
          aria-label={say('chat')}
          className={buttonStyles({ variant: 'secondary', className: 'max-sm:hidden' })}
        >
          <MessagesSquare aria-hidden="true" />
          {say('chat')}
        </Link>
        <Button variant="primary" onClick={onRun}>
          <Play aria-hidden="true" />
          {dirty ? say('saveAndRun') : say('runAgent')}
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
  const say = useWords('editor');
  return (
    <Dialog
      open={save.conflict !== null}
      onOpenChange={(open) => (open ? undefined : save.dismissConflict())}
    >
      <DialogContent title={say('newerSaved')} description={save.conflict ?? ''}>
        <p className="px-5 pt-3 text-sm">{say('newerHint')}</p>
        <div className="flex justify-end gap-2 p-5">
          <Button onClick={save.dismissConflict}>{say('keepEditing')}</Button>
          <Button
            variant="primary"
            onClick={() => {
              save.dismissConflict();
              void save.save({ overNewer: true });
            }}
          >
            {say('saveOnTop')}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
