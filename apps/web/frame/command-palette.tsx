'use client';

import { Dialog, DialogContent, Kbd, StatusChip } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Command, defaultFilter } from 'cmdk';
import {
  ArrowRightLeft,
  Bot,
  Languages,
  LogOut,
  Monitor,
  Moon,
  PanelLeft,
  Play,
  Plus,
  Search,
  Sun,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { signOut } from '../auth/sign-out.ts';
import { shortId } from '../runs/short-id.ts';
import { settingsPlaces } from '../settings/places.ts';
import { useSwitchTeam } from '../teams/use-switch-team.ts';
import { useTheme } from '../theme/use-theme.ts';
import { useTRPC } from '../trpc/context.ts';
import { languageNames, languages } from '../words/languages.ts';
import { useChooseLanguage } from '../words/use-choose-language.ts';
import { useWords } from '../words/words-context.ts';
import { acts } from './acts.ts';
import { useFrame } from './frame-context.ts';
import { furtherPlaces, places } from './places.ts';

/** Letters in their order, but not scattered over the whole: "English" stands nowhere in "Limits und Verbrauch". */
function likeness(value: string, search: string): number {
  const likely = defaultFilter(value, search);
  return likely < 0.005 ? 0 : likely;
}

/** ⌘K: every page, agent, recent run and action by name. */
export function CommandPalette({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { me, icons, railCollapsed, toggleRail } = useFrame();
  const switchTeam = useSwitchTeam();
  const { setTheme } = useTheme();
  const say = useWords('frame');
  const chooseLanguage = useChooseLanguage();
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
      <DialogContent title={say('search')} titleHidden variant="top" className="max-w-xl overflow-hidden">
        <Command label={say('search')} filter={likeness} loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              autoFocus
              placeholder={say('searchFor')}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
            />
            <Kbd>Esc</Kbd>
          </div>
          <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
            <Command.Empty className="py-10 text-center text-muted text-sm">
              {say('nothingFound')}
            </Command.Empty>
            <PaletteGroup heading={say('goTo')}>
              {[...main, ...furtherPlaces({ isOperator: me.operator }), ...more].map((place) => (
                <PaletteItem
                  key={place.href}
                  value={`go ${say(place.name)} ${place.href}`}
                  onSelect={go(place.href)}
                >
                  <span className="size-4 shrink-0">{icons[place.href]}</span>
                  {say(place.name)}
                  {place.key ? (
                    <span className="ms-auto flex gap-1">
                      <Kbd>g</Kbd>
                      <Kbd>{place.key}</Kbd>
                    </span>
                  ) : null}
                </PaletteItem>
              ))}
            </PaletteGroup>
            <PaletteGroup heading={say('settings')}>
              {settingsPlaces
                .flatMap((group) => group.places)
                .map((place) => (
                  <PaletteItem
                    key={place.href}
                    value={`settings ${say(place.name)} ${place.href}`}
                    onSelect={go(place.href)}
                  >
                    <span className="size-4 shrink-0">{icons['/settings']}</span>
                    {say(place.name)}
                  </PaletteItem>
                ))}
            </PaletteGroup>
            {agents.data && agents.data.items.length > 0 ? (
              <PaletteGroup heading={say('agents')}>
                {agents.data.items.map((agent) => (
                  <PaletteItem
                    key={agent.id}
                    value={`agent ${agent.title} ${agent.name} ${agent.id}`}
                    onSelect={go(`/agents/${agent.id}`)}
                  >
                    <Bot aria-hidden="true" />
                    <span className="truncate">{agent.title}</span>
                    <span className="ms-auto shrink-0 text-muted text-xs">{agent.name}</span>
                  </PaletteItem>
                ))}
              </PaletteGroup>
            ) : null}
            {runs.data && runs.data.items.length > 0 ? (
              <PaletteGroup heading={say('recentRuns')}>
                {runs.data.items.map((run) => (
                  <PaletteItem
                    key={run.run_id}
                    value={`run ${run.agent_name} ${run.run_id}`}
                    onSelect={go(`/runs/${run.run_id}`)}
                  >
                    <Play aria-hidden="true" />
                    <span className="truncate">{run.agent_name}</span>
                    <span className="shrink-0 font-mono text-muted text-xs">{shortId(run.run_id)}</span>
                    <StatusChip status={run.status} className="ms-auto" />
                  </PaletteItem>
                ))}
              </PaletteGroup>
            ) : null}
            <PaletteGroup heading={say('actions')}>
              {acts.map(({ href, name }) => (
                <PaletteItem key={href} value={`new create ${say(name)} ${href}`} onSelect={go(href)}>
                  <Plus aria-hidden="true" />
                  {say(name)}
                </PaletteItem>
              ))}
              {me.teams
                .filter(({ id }) => id !== me.team.id)
                .map((team) => (
                  <PaletteItem
                    key={team.id}
                    value={`team ${say('switchTo', { name: team.name })} ${team.id}`}
                    onSelect={act(() => void switchTeam(team))}
                  >
                    <ArrowRightLeft aria-hidden="true" />
                    <span className="truncate">{say('switchTo', { name: team.name })}</span>
                  </PaletteItem>
                ))}
              <PaletteItem
                value={`sidebar ${say('collapseSidebar')} ${say('expandSidebar')}`}
                onSelect={act(toggleRail)}
              >
                <PanelLeft aria-hidden="true" />
                {say(railCollapsed ? 'expandSidebar' : 'collapseSidebar')}
              </PaletteItem>
              <PaletteItem value={`theme light ${say('lightTheme')}`} onSelect={act(() => setTheme('light'))}>
                <Sun aria-hidden="true" />
                {say('lightTheme')}
              </PaletteItem>
              <PaletteItem value={`theme dark ${say('darkTheme')}`} onSelect={act(() => setTheme('dark'))}>
                <Moon aria-hidden="true" />
                {say('darkTheme')}
              </PaletteItem>
              <PaletteItem
                value={`theme system ${say('systemTheme')}`}
                onSelect={act(() => setTheme('system'))}
              >
                <Monitor aria-hidden="true" />
                {say('systemTheme')}
              </PaletteItem>
              {languages.map((language) => (
                <PaletteItem
                  key={language}
                  value={`language ${say('language')} ${languageNames[language]}`}
                  onSelect={act(() => void chooseLanguage(language))}
                >
                  <Languages aria-hidden="true" />
                  <span lang={language}>{languageNames[language]}</span>
                </PaletteItem>
              ))}
              <PaletteItem value={`sign out ${say('signOut')}`} onSelect={act(() => signOut())}>
                <LogOut aria-hidden="true" />
                {say('signOut')}
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
