import type { TeamId } from '@agent-factory/contracts';

/** How many runs of each team one worker is at work on, and which teams have no more room in it. */
export interface TeamSlots {
  /** Takes one of the team's `slots`; false, and nothing taken, when it has them all. */
  take(teamId: TeamId, slots: number): boolean;
  /** Gives back what was taken. */
  give(teamId: TeamId): void;
  /** The flags of jobs that are not to be taken now, as `app.enqueue_job` sets them. */
  full(): string[];
}

export function createTeamSlots(): TeamSlots {
  const teams = new Map<TeamId, { running: number; slots: number }>();
  return {
    take(teamId, slots) {
      const running = teams.get(teamId)?.running ?? 0;
      if (running >= slots) return false;
      teams.set(teamId, { running: running + 1, slots });
      return true;
    },
    give(teamId) {
      const team = teams.get(teamId);
      if (team === undefined) return;
      team.running -= 1;
      if (team.running === 0) teams.delete(teamId);
    },
    full: () =>
      [...teams].flatMap(([teamId, { running, slots }]) => (running >= slots ? [`team:${teamId}`] : [])),
  };
}
