'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { Check, MailOpen, Plus, Settings, Users } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { useWords } from '../words/words-context.ts';
import { roleNames } from './role-names.ts';
import { TeamButton } from './team-button.tsx';
import { useSwitchTeam } from './use-switch-team.ts';

const CreateTeamDialog = dynamic(() =>
  import('./create-team-dialog.tsx').then((module) => module.CreateTeamDialog),
);

/** Opens at once: it is fetched when its button is first pressed. */
export function TeamMenu({ folded }: { folded: boolean }) {
  const say = useWords('frame');
  const sayPart = useWords('parts');
  const { me } = useFrame();
  const router = useRouter();
  const switchTeam = useSwitchTeam();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>
          <TeamButton name={me.team.name} invitations={me.invitations} folded={folded} />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-64">
          <DropdownMenuLabel>{say('teamsTitle')}</DropdownMenuLabel>
          {me.teams.map((team) => {
            const here = team.id === me.team.id;
            return (
              <DropdownMenuItem
                key={team.id}
                aria-current={here ? 'true' : undefined}
                onSelect={() => (here ? undefined : void switchTeam(team))}
              >
                <Check aria-hidden="true" className={here ? 'text-accent' : 'invisible'} />
                <span className="min-w-0 flex-1 truncate">{team.name}</span>
                <span className="text-muted text-xs">{sayPart(roleNames[team.role])}</span>
              </DropdownMenuItem>
            );
          })}
          <DropdownMenuSeparator />
          {me.invitations > 0 ? (
            <DropdownMenuItem onSelect={() => router.push('/settings/teams')}>
              <MailOpen aria-hidden="true" />
              {say('invitations', { count: me.invitations })}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setCreating(true)}>
            <Plus aria-hidden="true" />
            {say('createTeam')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => router.push('/settings/members')}>
            <Users aria-hidden="true" />
            {say('members')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => router.push('/settings/team')}>
            <Settings aria-hidden="true" />
            {say('teamSettings')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {creating ? <CreateTeamDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}
