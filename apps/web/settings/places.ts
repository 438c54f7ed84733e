import type { PlainKey } from '../words/translator.ts';

export interface SettingsPlace {
  href: string;
  /** Its name, among the words of the frame. */
  name: PlainKey<'frame'>;
}

/** The second-level navigation of the settings, in its two groups. A page that is missing here is found by nobody. */
export const settingsPlaces: readonly { title: PlainKey<'frame'>; places: readonly SettingsPlace[] }[] = [
  {
    title: 'team',
    places: [
      { href: '/settings/team', name: 'general' },
      { href: '/settings/members', name: 'members' },
      { href: '/settings/roles', name: 'roles' },
      { href: '/settings/keys', name: 'keys' },
      { href: '/settings/billing', name: 'billing' },
      { href: '/settings/limits', name: 'limits' },
      { href: '/settings/connections', name: 'connections' },
      { href: '/settings/webhooks', name: 'webhooks' },
      { href: '/settings/audit', name: 'audit' },
    ],
  },
  {
    title: 'you',
    places: [
      { href: '/settings/teams', name: 'teams' },
      { href: '/settings/security', name: 'security' },
      { href: '/settings/sessions', name: 'sessions' },
      { href: '/settings/privacy', name: 'privacy' },
    ],
  },
];
