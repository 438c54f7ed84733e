import { expect } from '@playwright/test';
import { heading, plain, type Scene } from '../scene.ts';

/** Pages for those who are not signed in, and the ways in. */
export const signedOutScenes: readonly Scene[] = [
  plain('sign-in', 'stranger', '/sign-in', 'Sign in'),
  plain('sign-up', 'stranger', '/sign-up', 'Create an account'),
  plain('forgot-password', 'stranger', '/forgot-password', 'Reset your password'),
  plain('reset-password', 'member', '/reset-password', 'Choose a new password'),
  {
    name: 'sign-in-failed',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/sign-in');
      await page.getByLabel('Email').fill('nobody');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'mail-sent',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/forgot-password');
      await page.getByLabel('Email').fill('somebody@example.com');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await expect(heading(page, 'Check your mail')).toBeVisible();
    },
  },
  plain('join-nothing', 'stranger', '/join?invitation=nothing', 'This link opens nothing'),
];
