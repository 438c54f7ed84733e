import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { contextFor, exportAuditLog, renameTeam } from '@agent-factory/services';
import { openStand, type Stand } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('./verify-audit.ts', import.meta.url));
let stand: Stand;
let folder: string;
beforeAll(async () => {
  stand = await openStand();
  folder = await mkdtemp(join(tmpdir(), 'agent-factory-audit-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await stand.drop();
});

async function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env.PATH, ...env } });
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: child.exitCode ?? (await new Promise((done) => child.once('exit', done))), out, problems };
}

test('Q19: one command finds what was changed, in a database and in a file', async () => {
  const ctx = contextFor(stand.services, (await stand.tenant()).actor);
  for (const name of ['One', 'Two', 'Three']) await renameTeam({ ctx, input: { name } });
  let exported = '';
  for await (const piece of (await exportAuditLog({ ctx, input: {} })).text) exported += piece;
  const place = (name: string, content: string) =>
    writeFile(join(folder, name), content).then(() => join(folder, name));
  const file = await place('export.jsonl', exported);
  const keys = await place('keys.json', JSON.stringify(stand.services.secrets.receipts.publicKeys()));
  const database = { DATABASE_URL: stand.appUrl };

  const alone = await run([file, '--keys', keys]);
  expect(alone).toMatchObject({ code: 0, out: 'intact: 3 entries; head signed by one of the keys.\n' });
  const against = await run(['--against', file], database);
  expect(against).toMatchObject({ code: 0, out: '1 of 1 log is intact.\n' });

  await queryAsAdmin(stand.adminUrl, 'delete from public.audit_entries where team_id = $1 and seq = 2', [
    ctx.actor.teamId,
  ]);
  const found = await run(['--team', ctx.actor.teamId], database);
  expect(found).toMatchObject({ code: 1, out: expect.stringContaining('deleted: Entry 2 is not there.') });
}, 120_000);
