'use client';

import { cn, Skeleton, Tabs, TabsContent, TabsList, TabsTrigger } from '@agent-factory/ui';
import { Eye, History, ListTree, MessageSquare, Play, SquarePen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useMedia } from '../frame/use-media.ts';
import type { Agent } from '../trpc/outputs.ts';
import { AgentHeader } from './agent-header.tsx';
import { CommentContext } from './comments/comment-context.ts';
import { type CommentStore, createCommentStore } from './comments/comment-store.ts';
import type { PlacedThread } from './comments/place-threads.ts';
import { rangeBetween } from './comments/range-between.ts';
import { useSpecDocument } from './document/use-spec-document.ts';
import { DraftNotice } from './draft-notice.tsx';
import { EditorContext } from './editor-context.ts';
import { type EditorView, readViews, type ViewChoice, withView, writeViews } from './editor-view.ts';
import { LiveContext } from './live/live-context.ts';
import { VersionNotice } from './live/version-notice.tsx';
import { OutlinePanel } from './outline-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ProblemsBar } from './problems-bar.tsx';
import { RunPanel, type RunPanelHandle } from './run-panel.tsx';
import { SpecEditor } from './spec-editor.tsx';
import { useCommandKeys } from './use-command-keys.ts';
import { useFollowedViews } from './use-followed-views.ts';
import { useSaveAgent } from './use-save-agent.ts';
import { VersionsPanel } from './versions-panel.tsx';
import { ViewBar } from './view-bar.tsx';
import { ViewPanes } from './view-panes.tsx';

const SpecForm = dynamic(() => import('./form/spec-form.tsx').then((module) => module.SpecForm), {
  loading: () => <Skeleton className="m-4 h-96 rounded-md" />,
});

const CanvasView = dynamic(() => import('./canvas/canvas-view.tsx').then((module) => module.CanvasView), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-96 rounded-md" />,
});

const InvariantBuilder = dynamic(
  () => import('./invariants/invariant-builder.tsx').then((module) => module.InvariantBuilder),
  { ssr: false },
);

// Marks are drawn a moment after the text, and the first load is spared what reads them.
const CommentsFeed = dynamic(
  () => import('./comments/comments-feed.tsx').then((module) => module.CommentsFeed),
  { ssr: false },
);

const CommentsPanel = dynamic(
  () => import('./comments/comments-panel.tsx').then((module) => module.CommentsPanel),
  { loading: () => <Skeleton className="m-4 h-40 rounded-md" /> },
);

const panels = ['run', 'preview', 'outline', 'versions', 'comments'] as const;
/** `spec`, where there is room for one thing only: the views; `none`: the views have all of it. */
type PanelName = 'spec' | 'none' | (typeof panels)[number];

function panelOf(value: string | null, wide: boolean, isSplit: boolean): PanelName {
  const found = panels.find((panel) => panel === value);
  if (found) return found;
  if (!wide) return 'spec';
  return value === 'none' || isSplit ? 'none' : 'run';
}

export function Workbench({ agent, liveUrl }: { agent: Agent; liveUrl: string }) {
  const { store, live, found, dismissFound } = useSpecDocument(agent, liveUrl);
  const save = useSaveAgent(agent, store, live);
  const runPanel = useRef<RunPanelHandle>(null);
  const wide = useMedia('(min-width: 64rem)');
  const params = useSearchParams();
  const choice = readViews(params, wide);
  const invariant = params.get('invariant');
  const [comments] = useState(() => createCommentStore(params.get('thread')));
  const panel = panelOf(params.get('panel'), wide, choice.shown.length === 2);

  /** In place, without asking the server: it draws the same page for every choice. */
  function go(next: URLSearchParams): void {
    window.history.replaceState(null, '', `?${decodeCommas(next)}`);
  }
  const now = () => new URLSearchParams(window.location.search);
  function open(name: PanelName): void {
    const next = now();
    next.set('panel', name);
    go(next);
  }
  function choose(next: ViewChoice): void {
    const written = writeViews(now(), next);
    // Two views have all the room, until a panel is asked for.
    if (wide && next.shown.length !== choice.shown.length) written.delete('panel');
    go(written);
  }
  function showView(view: EditorView): void {
    if (!wide) {
      const next = writeViews(now(), withView(choice, view));
      next.set('panel', 'spec');
      go(next);
    } else if (!choice.shown.some((each) => each === view)) choose(withView(choice, view));
  }
  function run(): void {
    open('run');
    runPanel.current?.run();
  }
  useCommandKeys({ save: () => void save.save(), run, store });
  useFollowedViews(store, showView);
  const openComments = useEffectEvent(() => open('comments'));
  useEffect(
    () =>
      comments.subscribe((state, before) => {
        if (state.calls !== before.calls) openComments();
      }),
    [comments],
  );
  /** In the view that is there, if it shows nodes; else in the text. */
  function showPlace({ path, range }: PlacedThread): void {
    const nodes = choice.shown.some((view) => view === 'canvas' || view === 'form');
    if (path !== null && path.length > 0) store.getState().select(path, 'assistant');
    const text = choice.shown.some((view) => view === 'text');
    if (range !== null && (text || !nodes)) store.getState().show(rangeBetween(store.getState().text, range));
    else if (!wide) open('spec');
  }

  const editor = (
    <div className="flex min-h-[24rem] min-w-0 flex-1 flex-col bg-surface">
      <ViewBar
        choice={choice}
        onChoose={choose}
        wide={wide}
        panelShown={panel !== 'none'}
        onTogglePanel={() => open(panel === 'none' ? 'run' : 'none')}
      />
      {found ? (
        <DraftNotice
          outdated={found.outdated}
          onDiscard={() => {
            store.getState().type(agent.spec);
            store.getState().markSaved(agent.version, agent.spec);
            dismissFound();
          }}
          onKeep={dismissFound}
        />
      ) : null}
      <VersionNotice agent={agent} />
      <ViewPanes
        choice={choice}
        onShare={(share) => choose({ ...choice, share })}
        render={(view, isShown) => {
          switch (view) {
            case 'text':
              return <SpecEditor shown={isShown} onSave={() => void save.save()} onRun={run} />;
            case 'form':
              return <SpecForm agentId={agent.id} />;
            case 'canvas':
              return <CanvasView agentId={agent.id} />;
            case 'preview':
              return (
                <div className="min-h-0 flex-1 overflow-y-auto p-4">
                  <PreviewPanel />
                </div>
              );
            default:
              return view satisfies never;
          }
        }}
      />
      <ProblemsBar />
    </div>
  );

  return (
    <EditorContext value={store}>
      <LiveContext value={live}>
        <CommentContext value={comments}>
          <CommentsFeed agentId={agent.id} />
          <div className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-3rem)] lg:flex-none">
            <AgentHeader agent={agent} save={save} onRun={run} />
            <div className="flex min-h-0 flex-1">
              {wide ? editor : null}
              <Tabs
                value={panel}
                onValueChange={(value) => open(panelOf(value, wide, false))}
                className={cn(
                  'min-h-0 min-w-0 flex-1 flex-col bg-background lg:w-[27rem] lg:flex-none lg:border-s xl:w-[32rem]',
                  panel === 'none' ? 'hidden' : 'flex',
                )}
              >
                <TabsList className="shrink-0 overflow-x-auto bg-surface px-4">
                  {wide ? null : (
                    <TabsTrigger value="spec">
                      <SquarePen aria-hidden="true" className="max-sm:hidden" /> Spec
                    </TabsTrigger>
                  )}
                  <TabsTrigger value="run">
                    <Play aria-hidden="true" className="max-sm:hidden" /> Run
                  </TabsTrigger>
                  <TabsTrigger value="preview">
                    <Eye aria-hidden="true" className="max-sm:hidden" /> Preview
                  </TabsTrigger>
                  <TabsTrigger value="outline">
                    <ListTree aria-hidden="true" className="max-sm:hidden" /> Outline
                  </TabsTrigger>
                  <TabsTrigger value="versions">
                    <History aria-hidden="true" className="max-sm:hidden" /> Versions
                  </TabsTrigger>
                  <TabsTrigger value="comments">
                    <MessageSquare aria-hidden="true" className="max-sm:hidden" /> Comments
                    <Unread comments={comments} />
                  </TabsTrigger>
                </TabsList>
                {wide ? null : (
                  <TabsContent
                    value="spec"
                    forceMount
                    className={cn('min-h-0 flex-1 flex-col', panel === 'spec' ? 'flex' : 'hidden')}
                  >
                    {editor}
                  </TabsContent>
                )}
                {/* Mounted throughout: a run goes on being told while another panel is looked at. */}
                <TabsContent
                  value="run"
                  forceMount
                  className={cn('min-h-0 flex-1 flex-col', panel === 'run' ? 'flex' : 'hidden')}
                >
                  <RunPanel ref={runPanel} agent={agent} save={save} />
                </TabsContent>
                <TabsContent value="preview" className="min-h-0 flex-1 overflow-y-auto p-4">
                  <PreviewPanel />
                </TabsContent>
                <TabsContent value="outline" className="min-h-0 flex-1 overflow-y-auto p-2">
                  <OutlinePanel onShow={() => (wide ? undefined : open('spec'))} />
                </TabsContent>
                <TabsContent value="versions" className="min-h-0 flex-1 overflow-y-auto">
                  <VersionsPanel agent={agent} save={save} />
                </TabsContent>
                <TabsContent value="comments" className="flex min-h-0 flex-1 flex-col">
                  <CommentsPanel agent={agent} onShow={showPlace} />
                </TabsContent>
              </Tabs>
            </div>
          </div>
          {invariant === null ? null : (
            <InvariantBuilder
              key={invariant}
              agentId={agent.id}
              open={invariant}
              onClose={() => {
                const next = now();
                next.delete('invariant');
                go(next);
              }}
            />
          )}
        </CommentContext>
      </LiveContext>
    </EditorContext>
  );
}

/** How many threads have news, beside the word. */
function Unread({ comments }: { comments: CommentStore }) {
  const count = useStore(comments, ({ placed }) => placed.filter(({ thread }) => thread.unread).length);
  if (count === 0) return null;
  return (
    <span className="rounded-sm bg-warning-soft px-1 text-warning text-xs tabular-nums">
      {count}
      <span className="sr-only"> unread</span>
    </span>
  );
}

/** A comma may stand in a query, and an address is read by people. */
function decodeCommas(params: URLSearchParams): string {
  return params.toString().replaceAll('%2C', ',');
}
