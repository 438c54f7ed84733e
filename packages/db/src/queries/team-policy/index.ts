export { putTeamPolicy } from './put-team-policy.ts';
export { selectTeamPolicy, type TeamPolicyRow } from './select-team-policy.ts';
