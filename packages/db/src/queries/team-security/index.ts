export { deleteTeamSecurity } from './delete-team-security.ts';
export { putTeamSecurity } from './put-team-security.ts';
export { selectTeamSecurity } from './select-team-security.ts';
