import { type ExportKind, exportSources } from '@agent-factory/db/privacy';

/** What is in each file of a team, in words. */
const describes: Record<ExportKind, string> = {
  purchases:
    'Templates that the team bought, with what was paid and given back, in minor units of the currency.',
  dashboard_views: 'Views of the dashboard that were saved.',
  subscriptions: 'The plan that the team pays for.',
  templates: 'What the team offers in the marketplace.',
  template_versions: 'Every version that was offered, with what was measured of it.',
  template_contents: 'The specs that those versions are made of.',
  template_reviews: 'What the team said of templates.',
  template_reports: 'What the team reported of templates.',
  template_tries: 'Templates that were tried before they were bought, with the team’s own input.',
  template_deployments: 'Agents that were made of templates.',
  agents: 'Agents. Those that were deleted and are still kept have `deleted_at`.',
  agent_versions: 'Every version of them, with the text of the spec (`spec`).',
  threads: 'Conversations. Their messages are the inputs and outputs of their runs, by `thread_id`.',
  runs: 'Runs: input, output, how they ended, tokens, cost.',
  run_events: 'What happened in each run, in order (`seq`).',
  receipts: 'The signed receipts of runs (`body`); see /v1/receipts/verify.',
  approvals: 'What runs asked of people, and what they decided.',
  tool_effects: 'Calls of tools that wrote something or moved money, and their results.',
  memories: 'What agents noted down with the tool `memory`. `thread_id` is empty for notes for every thread.',
  documents: 'Documents with their text (`body`).',
  api_keys: 'API keys: what they may do and when they were used. The keys themselves are kept nowhere.',
  provider_keys: 'Keys of model vendors, but for the keys.',
  connections: 'Connections, but for what signs in.',
  schedules: 'Schedules.',
  triggers: 'Triggers, but for their secrets.',
  webhooks: 'Webhooks, but for their secrets.',
  model_calls: 'Each call of a model: tokens, cost (10⁻⁹ USD), duration.',
  budgets: 'Budgets, and what was spent of them.',
  members: 'Who is in the team, and in which role.',
  invitations: 'Invitations, but for what opens them.',
  datasets: 'Datasets of test cases.',
  dataset_versions: 'Their versions.',
  dataset_cases: 'The cases of each version (`body`).',
  test_runs: 'Runs of tests: what was asked for and what it might cost.',
  tests: 'Each test of them: input, what was expected, verdict.',
  test_trials: 'Each try of a test, and what was seen of it.',
  trial_labels: 'What people said of tries.',
  agent_documents:
    'The text of each agent as people write it together, as a Yjs document in base64 (https://docs.yjs.dev).',
  agent_document_updates: 'What was written into these texts since, each with its author.',
  comment_threads: 'Places of specs that people said something about, with the text as it was (`quote`).',
  comments: 'What they said. `<@…>` around a user’s id mentions them.',
  agent_label_moves:
    'Which version of each agent its labels draft, staging and production stood at, and since when.',
  attestations: 'Signed statements that a version passed its tests.',
  spec_patches: 'Changes to specs that were proposed from failed tests, and what became of them.',
  ideas: 'Ideas that were researched, and what came of it.',
  model_policy: 'Which models the team allows, and for how much.',
  retention: 'How long the team keeps its runs.',
};

export const exportKinds = Object.keys(exportSources) as ExportKind[];

/** README.md of an archive. */
export function archiveReadme(): string {
  const files = exportKinds.map((kind) => `- \`${kind}.jsonl\`: ${describes[kind]}`).join('\n');
  return `# Your data

Everything that Agent Factory keeps of you, as it was when the archive was made (\`made_at\` in \`manifest.json\`).

\`\`\`
README.md          this text
manifest.json      every file: how many rows, how many bytes, its SHA-256; your teams
profile.json       your name and address
sessions.jsonl     where you are signed in, without what signs in
exports.jsonl      archives that you asked for
teams/<team id>/   one folder for each of your teams
\`\`\`

Files that end in \`.jsonl\` hold one JSON object a line. A file without rows is left out. Times are ISO 8601.

## A team's folder

Your personal team, and teams that you own and asked for, are whole (\`"whole": true\` in the manifest). Of the others
there is what you made and did: rows that name you as the one who made, started or decided them, and what belongs to
those.

${files}
- \`audit.jsonl\`: The team's audit log: of a whole team all of it, else what you did and what was done to you. \`entry\`
  and \`details\` are the texts that its hash chain is over.

## What is not in it

Passwords, tokens, API keys, keys of vendors, secrets of webhooks and triggers: they are kept as hashes or sealed, and
never leave. What others made in teams that are not yours to take along. Teams that are deleted and wait to be erased.
`;
}
