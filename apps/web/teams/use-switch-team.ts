'use client';

import type { TeamId } from '@agent-factory/contracts';
import { useCallback } from 'react';
import { chooseTeam } from './choose-team.ts';
import { tellOtherTabs } from './team-channel.ts';

/**
 * Chooses a team for this browser and opens `path` in it anew: nothing that was loaded for the team before is kept. The
 * other tabs are told.
 */
export function useSwitchTeam(): (team: { id: TeamId; name: string }, path?: string) => Promise<void> {
  return useCallback(async (team, path = '/agents') => {
    await chooseTeam(team.id);
    tellOtherTabs(team);
    location.assign(path);
  }, []);
}
