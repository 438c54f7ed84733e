import type { PlainKey } from '../words/translator.ts';

export interface Act {
  href: string;
  /** As the button says it that stands on the page itself. */
  name: PlainKey<'frame'>;
}

/** What the heads of pages let one begin, by the address that opens it; the palette offers all of it. */
export const acts: readonly Act[] = [
  { href: '/agents?new=1', name: 'newAgent' },
  { href: '/schedules?add=1', name: 'newSchedule' },
  { href: '/schedules?tab=triggers&add=1', name: 'newTrigger' },
  { href: '/tests/datasets/new', name: 'newDataset' },
  { href: '/tests/label', name: 'labelTrials' },
  { href: '/models/explain', name: 'explainChoice' },
  { href: '/studio/new', name: 'newTemplate' },
  { href: '/settings/connections?add=1', name: 'addConnection' },
  { href: '/settings/members?invite=1', name: 'inviteMember' },
  { href: '/settings/keys?new=1', name: 'newApiKey' },
  { href: '/settings/keys?add=1', name: 'addProviderKey' },
  { href: '/settings/webhooks?add=1', name: 'addWebhook' },
  { href: '/settings/teams?new=1', name: 'createTeam' },
];
