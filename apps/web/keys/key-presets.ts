import { keyScopes, permissions, type Scope } from '@agent-factory/contracts';

/** What most keys are for, so that most people choose once and not twelve times. */
export const keyPresets: readonly { label: string; scopes: readonly Scope[] }[] = [
  { label: 'Run agents', scopes: ['agents:read', 'runs:read', 'runs:write', 'models:read'] },
  { label: 'Call models', scopes: ['runs:write', 'models:read'] },
  {
    label: 'Deploy agents',
    scopes: ['agents:read', 'agents:write', 'runs:read', 'runs:write', 'models:read'],
  },
  {
    label: 'Read only',
    scopes: keyScopes.filter((scope) => scope.endsWith(':read') && scope !== 'keys:read'),
  },
];

export function isPreset(preset: readonly Scope[], chosen: readonly Scope[]): boolean {
  return preset.length === chosen.length && preset.every((scope) => chosen.includes(scope));
}

/** The scopes by what they are about, each with what it allows. */
export const scopeGroups = [...new Set(keyScopes.map((scope) => permissions[scope].area))].map((area) => ({
  area,
  scopes: keyScopes
    .filter((scope) => permissions[scope].area === area)
    .map((scope) => ({ scope, does: sentence(permissions[scope].does) })),
}));

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
