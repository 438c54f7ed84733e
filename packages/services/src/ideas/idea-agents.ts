import { readFileSync } from 'node:fs';

function read(name: string): string {
  return readFileSync(new URL(`./${name}.md`, import.meta.url), 'utf8');
}

/** The name of the team that looks into ideas. */
export const ideaTeamName = 'idea-checker';

/** The texts of the Brain Fart Checker: the researchers, the one who puts their reports together, then their team. */
export const ideaAgents: readonly string[] = [
  read('idea-market'),
  read('idea-competitors'),
  read('idea-feasibility'),
  read('idea-revenue'),
  read('idea-summary'),
  read(ideaTeamName),
];

/**
 * The same for teams that have no web search connected, where a spec that names it would not run. They come to their end,
 * and since no page was shown to anybody no figure counts: every verdict is INCONCLUSIVE and names what is missing.
 */
export const ideaAgentsWithoutSearch: readonly string[] = ideaAgents.map((text) =>
  text.replace('\ntools: [web_search]\n', '\n').replace('\ntools: [web_search, ', '\ntools: ['),
);
