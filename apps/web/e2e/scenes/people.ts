import { expect } from '@playwright/test';
import { answerWith, refuseWith, tooMuch } from '../answers.ts';
import { plain, type Scene } from '../scene.ts';
import { ownTeams, sentInvitation, someInvitations, someMembers, someTeam } from '../some-people.ts';

/** Settings of the team and its people. */
export const peopleScenes: readonly Scene[] = [
  plain('team', 'newcomer', '/settings/team', 'General'),
  plain('roles', 'member', '/settings/roles', 'Roles'),
  {
    name: 'team-company',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'teams.get', someTeam);
      await page.goto('/settings/team');
      await page.getByRole('button', { name: 'Delete the team' }).click();
      await page.getByRole('dialog').getByLabel('Type Night crew to confirm').fill('Night crew');
    },
  },
  {
    name: 'members',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'members.list', someMembers);
      await answerWith(page, 'invitations.list', someInvitations);
      await page.goto('/settings/members');
      await expect(page.getByText('lea@example.com')).toBeVisible();
      await expect(page.getByText('noor@example.com')).toBeVisible();
    },
  },
  {
    name: 'members-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/members');
      await expect(page.getByText('Nobody is invited')).toBeVisible();
    },
  },
  {
    name: 'members-loading',
    visitor: 'newcomer',
    show: async (page) => {
      await page.route('**/api/trpc/members.list**', () => {});
      await page.goto('/settings/members');
      await expect(page.getByText('Loading the members')).toBeAttached();
    },
  },
  {
    name: 'members-error',
    visitor: 'newcomer',
    show: async (page) => {
      await refuseWith(page, 'members.list', tooMuch);
      await page.goto('/settings/members');
      await expect(page.getByText('The members could not be loaded')).toBeVisible();
    },
  },
  {
    name: 'invite',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/settings/members?invite=1');
      await page.getByRole('dialog').getByLabel('Email').fill('noor');
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'invited',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'invitations.create', sentInvitation);
      await page.goto('/settings/members?invite=1');
      await page.getByRole('dialog').getByLabel('Email').fill('noor@example.com');
      await page.getByRole('button', { name: 'Send invitation' }).click();
      await expect(page.getByText(/join\?invitation=/)).toBeVisible();
    },
  },
  {
    name: 'your-teams',
    visitor: 'newcomer',
    show: async (page) => {
      await answerWith(page, 'teams.list', ownTeams);
      await page.goto('/settings/teams');
      await expect(page.getByRole('region', { name: 'Deleted teams' })).toBeVisible();
    },
  },
];
