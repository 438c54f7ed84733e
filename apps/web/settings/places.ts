export interface SettingsPlace {
  href: string;
  label: string;
}

/** The second-level navigation of the settings, in its two groups. A page that is missing here is found by nobody. */
export const settingsPlaces: readonly { title: string; places: readonly SettingsPlace[] }[] = [
  {
    title: 'Team',
    places: [
      { href: '/settings/team', label: 'General' },
      { href: '/settings/members', label: 'Members' },
      { href: '/settings/roles', label: 'Roles' },
      { href: '/settings/keys', label: 'Keys' },
      { href: '/settings/billing', label: 'Billing' },
      { href: '/settings/limits', label: 'Limits & usage' },
      { href: '/settings/connections', label: 'Connections' },
      { href: '/settings/webhooks', label: 'Webhooks' },
      { href: '/settings/audit', label: 'Audit log' },
    ],
  },
  {
    title: 'You',
    places: [
      { href: '/settings/teams', label: 'Your teams' },
      { href: '/settings/security', label: 'Security' },
      { href: '/settings/sessions', label: 'Sessions' },
      { href: '/settings/privacy', label: 'Privacy' },
    ],
  },
];
