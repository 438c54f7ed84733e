export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
export { type FilledTeams, fillTeams } from './fill-teams.ts';
export { fillTemplates } from './fill-templates.ts';
export { default as setUpTestServer } from './global-setup.ts';
export { queryAsAdmin } from './query-as-admin.ts';
export { seedApiKey } from './seed-api-key.ts';
export { seedMember, seedTenant } from './seed-tenant.ts';
export { migrationsDir, startTestServer } from './test-server.ts';
