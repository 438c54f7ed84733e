'use client';

import { Dialog, DialogContent, Kbd, StatusChip } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Bot, Keyboard, LogOut, Monitor, Moon, Play, Plus, Search, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { signOut } from '../auth/sign-out.ts';
import { shortId } from '../runs/short-id.ts';
import { settingsPlaces } from '../settings/places.ts';
import { useTheme } from '../theme/use-theme.ts';
import { useTRPC } from '../trpc/context.ts';
import { useFrame } from './frame-context.ts';
import { furtherPlaces, places } from './places.ts';

/** ⌘K: every page, agent, recent run and action by name. */
export function CommandPalette({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { me, icons, openShortcuts } = useFrame();
  const { setTheme } = useTheme();
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const runs = useQuery(trpc.runs.list.queryOptions({ limit: 8 }));
  const { main, more } = places(me.environment);

  function act(action: () => void): () => void {
    return () => {
      onOpenChange(false);
      action();
    };
  }
  const go = (href: string) => act(() => router.push(href));

  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title="Search" titleHidden variant="top" className="max-w-xl overflow-hidden">
        <Command label="Search" loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              autoFocus
              placeholder="Search agents, runs and actions"
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
            />
            <Kbd>Esc</Kbd>
          </div>
          <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
            <Command.Empty className="py-10 text-center text-muted text-sm">
              Nothing by that name.
            </Command.Empty>
            <PaletteGroup heading="Go to">
              {[...main, ...furtherPlaces({ isOperator: me.operator }), ...more].map((place) => (
                <PaletteItem key={place.href} value={`go ${place.label}`} onSelect={go(place.href)}>
                  <span className="size-4 shrink-0">{icons[place.href]}</span>
                  {place.label}
                  {place.key ? (
                    <span className="ml-auto flex gap-1">
                      <Kbd>g</Kbd>
                      <Kbd>{place.key}</Kbd>
                    </span>
                  ) : null}
                </PaletteItem>
              ))}
            </PaletteGroup>
            <PaletteGroup heading="Settings">
              {settingsPlaces
                .flatMap((group) => group.places)
                .map((place) => (
                  <PaletteItem
                    key={place.href}
                    value={`settings ${place.label} ${place.href}`}
                    onSelect={go(place.href)}
                  >
                    <span className="size-4 shrink-0">{icons['/settings']}</span>
                    {place.label}
                  </PaletteItem>
                ))}
            </PaletteGroup>
            {agents.data && agents.data.items.length > 0 ? (
              <PaletteGroup heading="Agents">
                {agents.data.items.map((agent) => (
                  <PaletteItem
                    key={agent.id}
                    value={`agent ${agent.title} ${agent.name} ${agent.id}`}
                    onSelect={go(`/agents/${agent.id}`)}
                  >
                    <Bot aria-hidden="true" />
                    <span className="truncate">{agent.title}</span>
                    <span className="ml-auto shrink-0 text-muted text-xs">{agent.name}</span>
                  </PaletteItem>
                ))}
              </PaletteGroup>
            ) : null}
            {runs.data && runs.data.items.length > 0 ? (
              <PaletteGroup heading="Recent runs">
                {runs.data.items.map((run) => (
                  <PaletteItem
                    key={run.run_id}
                    value={`run ${run.agent_name} ${run.run_id}`}
                    onSelect={go(`/runs/${run.run_id}`)}
                  >
                    <Play aria-hidden="true" />
                    <span className="truncate">{run.agent_name}</span>
                    <span className="shrink-0 font-mono text-muted text-xs">{shortId(run.run_id)}</span>
                    <StatusChip status={run.status} className="ml-auto" />
                  </PaletteItem>
                ))}
              </PaletteGroup>
            ) : null}
            <PaletteGroup heading="Actions">
              <PaletteItem value="new agent create" onSelect={go('/agents?new=1')}>
                <Plus aria-hidden="true" />
                New agent
              </PaletteItem>
              <PaletteItem value="theme light" onSelect={act(() => setTheme('light'))}>
                <Sun aria-hidden="true" />
                Light theme
              </PaletteItem>
              <PaletteItem value="theme dark" onSelect={act(() => setTheme('dark'))}>
                <Moon aria-hidden="true" />
                Dark theme
              </PaletteItem>
              <PaletteItem value="theme system" onSelect={act(() => setTheme('system'))}>
                <Monitor aria-hidden="true" />
                Theme of the system
              </PaletteItem>
              <PaletteItem value="keyboard shortcuts" onSelect={act(openShortcuts)}>
                <Keyboard aria-hidden="true" />
                Keyboard shortcuts
              </PaletteItem>
              <PaletteItem value="sign out" onSelect={act(() => signOut())}>
                <LogOut aria-hidden="true" />
                Sign out
              </PaletteItem>
            </PaletteGroup>
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface PaletteItemProps {
  value: string;
  onSelect: () => void;
  children: ReactNode;
}

function PaletteItem({ value, onSelect, children }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {children}
    </Command.Item>
  );
}
