export { listMemberships, type MembershipRow } from './list-memberships.ts';
export { markTeamWelcomed } from './mark-team-welcomed.ts';
export { selectProfile } from './select-profile.ts';
