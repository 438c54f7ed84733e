import { readFileSync } from 'node:fs';

function read(name: string): string {
  return readFileSync(new URL(`./${name}.md`, import.meta.url), 'utf8');
}

/** The texts of the agents that every new workspace finds, then of the teams that they make up. */
export const starterAgents: readonly string[] = [
  read('everyday-helper'),
  read('shop-answers'),
  read('ticket-triage'),
  read('data-reader'),
  read('front-desk'),
  read('mail-desk'),
];
