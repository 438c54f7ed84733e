import type { TeamRole } from '@agent-factory/contracts';

export const roleNames: Readonly<Record<TeamRole, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  editor: 'Editor',
  viewer: 'Viewer',
};
