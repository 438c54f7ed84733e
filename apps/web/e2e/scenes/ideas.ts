import { expect } from '@playwright/test';
import { answerWith } from '../answers.ts';
import type { Scene } from '../scene.ts';
import { builtIdea, comparedIdeas, someIdeas, unknownIdea } from '../some-ideas.ts';

/** Ideas. */
export const ideasScenes: readonly Scene[] = [
  {
    name: 'ideas',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.list', someIdeas);
      await page.goto('/ideas');
      await expect(page.getByLabel('Your idea')).toBeVisible();
      await expect(page.getByText('Greenhouses for people')).toBeVisible();
    },
  },
  {
    name: 'ideas-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/ideas');
      await expect(page.getByLabel('Your idea')).toBeVisible();
      await expect(page.getByText('No ideas yet')).toBeVisible();
    },
  },
  {
    name: 'ideas-compared',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.list', someIdeas);
      await answerWith(page, 'ideas.compare', comparedIdeas);
      await page.goto(`/ideas?compare=${builtIdea.idea_id},${unknownIdea.idea_id}`);
      const table = page.getByRole('region', { name: 'Side by side' });
      await expect(table.getByRole('row', { name: /^Revenue a month/ })).toBeVisible();
      await expect(page.getByText('Greenhouses for people')).toBeVisible();
    },
  },
  {
    name: 'idea',
    visitor: 'member',
    show: async (page) => {
      await answerWith(page, 'ideas.get', builtIdea);
      await page.goto(`/ideas/${builtIdea.idea_id}`);
      await expect(page.getByRole('region', { name: 'Competitors' }).getByText('Drip & Sons')).toBeVisible();
      await expect(page.getByRole('button', { name: 'End the link' })).toBeVisible();
    },
  },
  {
    name: 'no-such-shared-idea',
    visitor: 'stranger',
    show: async (page) => {
      await page.goto('/shared/ideas/nothing');
      await expect(page.getByText('This link opens nothing')).toBeVisible();
    },
  },
];
