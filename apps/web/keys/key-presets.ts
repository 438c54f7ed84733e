import { keyScopes, permissions, type Scope } from '@agent-factory/contracts';
import type { PlainKey } from '../words/translator.ts';

/** What most keys are for, so that most people choose once and not twelve times. */
export const keyPresets: readonly { name: PlainKey<'keys'>; scopes: readonly Scope[] }[] = [
  { name: 'presetRun', scopes: ['agents:read', 'runs:read', 'runs:write', 'models:read'] },
  { name: 'presetCall', scopes: ['runs:write', 'models:read'] },
  {
    name: 'presetDeploy',
    scopes: ['agents:read', 'agents:write', 'runs:read', 'runs:write', 'models:read'],
  },
  {
    name: 'presetRead',
    scopes: keyScopes.filter((scope) => scope.endsWith(':read') && scope !== 'keys:read'),
  },
];

export function isPreset(preset: readonly Scope[], chosen: readonly Scope[]): boolean {
  return preset.length === chosen.length && preset.every((scope) => chosen.includes(scope));
}

/** The scopes by what they are about. */
export const scopeGroups = [...new Set(keyScopes.map((scope) => permissions[scope].area))].map((area) => ({
  area,
  scopes: keyScopes.filter((scope) => permissions[scope].area === area),
}));
