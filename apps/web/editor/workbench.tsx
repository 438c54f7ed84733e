'use client';

import { cn, Tabs, TabsContent, TabsList, TabsTrigger } from '@agent-factory/ui';
import { Eye, History, ListTree, Play, SquarePen } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useMedia } from '../frame/use-media.ts';
import type { Agent } from '../trpc/outputs.ts';
import { AgentHeader } from './agent-header.tsx';
import { useSpecDocument } from './document/use-spec-document.ts';
import { DraftNotice } from './draft-notice.tsx';
import { EditorContext } from './editor-context.ts';
import { OutlinePanel } from './outline-panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ProblemsBar } from './problems-bar.tsx';
import { RunPanel, type RunPanelHandle } from './run-panel.tsx';
import { SpecEditor } from './spec-editor.tsx';
import { useSaveAgent } from './use-save-agent.ts';
import { VersionsPanel } from './versions-panel.tsx';

const panels = ['run', 'preview', 'outline', 'versions'] as const;
type PanelName = 'spec' | (typeof panels)[number];

function panelOf(value: string | null, wide: boolean): PanelName {
  const found = panels.find((panel) => panel === value);
  return found ?? (wide ? 'run' : 'spec');
}

export function Workbench({ agent }: { agent: Agent }) {
  const { store, found, dismissFound } = useSpecDocument(agent);
  const save = useSaveAgent(agent, store);
  const runPanel = useRef<RunPanelHandle>(null);
  const wide = useMedia('(min-width: 64rem)');
  const router = useRouter();
  const panel = panelOf(useSearchParams().get('panel'), wide);

  function open(name: PanelName): void {
    router.replace(`/agents/${agent.id}${name === 'spec' ? '?panel=spec' : `?panel=${name}`}`, {
      scroll: false,
    });
  }
  function run(): void {
    open('run');
    runPanel.current?.run();
  }
  useCommandKeys({ save: () => void save.save(), run });

  const editor = (
    <section aria-label="Spec" className="flex min-h-[24rem] min-w-0 flex-1 flex-col bg-surface">
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
      <SpecEditor onSave={() => void save.save()} onRun={run} />
      <ProblemsBar />
    </section>
  );

  return (
    <EditorContext value={store}>
      <div className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-3rem)] lg:flex-none">
        <AgentHeader agent={agent} save={save} onRun={run} />
        <div className="flex min-h-0 flex-1">
          {wide ? editor : null}
          <Tabs
            value={panel}
            onValueChange={(value) => open(panelOf(value, wide))}
            className="flex min-h-0 min-w-0 flex-1 flex-col bg-background lg:w-[27rem] lg:flex-none lg:border-l xl:w-[32rem]"
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
              <VersionsPanel agent={agent} />
            </TabsContent>
          </Tabs>
        </div>
      </div>
    </EditorContext>
  );
}

/** ⌘S and ⌘Enter outside the editor, which has its own. */
function useCommandKeys({ save, run }: { save: () => void; run: () => void }): void {
  const latest = useRef({ save, run });
  useEffect(() => {
    latest.current = { save, run };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.metaKey || event.ctrlKey) || event.defaultPrevented) return;
      const command =
        event.key === 's' ? latest.current.save : event.key === 'Enter' ? latest.current.run : undefined;
      if (!command) return;
      event.preventDefault();
      command();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
