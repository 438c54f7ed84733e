import type { TeamRole } from '@agent-factory/contracts';
import type { PlainKey } from '../words/translator.ts';

export const roleNames: Readonly<Record<TeamRole, PlainKey<'parts'>>> = {
  owner: 'owner',
  admin: 'admin',
  editor: 'editorRole',
  viewer: 'viewer',
};
