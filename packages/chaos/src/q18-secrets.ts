import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { createEgressClient } from '@agent-factory/orchestrator/egress';
import { type McpStand, startMcpStand } from '@agent-factory/orchestrator/testing';
import {
  addProviderKey,
  contextFor,
  createConnection,
  generateMasterKey,
  openServices,
  type ServiceContext,
  testConnection,
  testProviderKey,
} from '@agent-factory/services';
import { openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none } from './bar.ts';

const rewrapProgram = fileURLToPath(new URL('../../../apps/worker/src/rewrap-secrets.ts', import.meta.url));
const canary = 'tok-canary';

/** A stored secret, and how it shows what it opens to. */
interface Stored {
  table: 'connections' | 'provider_keys';
  id: string;
  secret: string;
  /** What the service at its end was sent; null when nothing was. */
  use(ctx: ServiceContext): Promise<string | null>;
}

export const q18 = barOf({
  id: 'Q18',
  title: 'envelopes are swapped, altered and rotated while they are used',
  counts: {
    flips: { full: 400, short: 20, says: 'bits turned over in stored envelopes' },
  },
  async run({ flips }): Promise<readonly Finding[]> {
    const mcp = await startMcpStand();
    const stand = await openStand();
    const egress = createEgressClient({ allowPrivate: [mcp.place] });
    const [older, newer] = [1, 2].map((n) => generateMasterKey(new Date(n * 86_400_000)));
    if (older === undefined || newer === undefined) throw new Error('two keys were made');
    const secretsEnv = testSecretsEnv();
    const keysSent: string[] = [];
    /** A process with these master keys. */
    const withKeys = (masterKeys: string) => {
      const opened = openServices({
        databaseUrl: stand.appUrl,
        maxConnections: 2,
        redisUrl: null,
        workerInProcess: false,
        env: { ...secretsEnv, SECRETS_MASTER_KEY: masterKeys },
        onError: () => {},
      });
      const testKey: ServiceContext['router']['testKey'] = async ({ secret }) => {
        keysSent.push(secret);
        return { ok: true };
      };
      const services = { ...opened, egress, router: { ...opened.router, testKey } };
      return { services, close: () => opened.close() };
    };
    const processes = [withKeys(older), withKeys(`${newer},${older}`), withKeys(newer)] as const;
    try {
      const [before, between, after] = processes;
      const tenants = [await stand.tenant(), await stand.tenant()];
      const owners: { ctx: ServiceContext; stored: Stored[] }[] = [];
      for (const [nth, { actor }] of tenants.entries()) {
        const ctx = contextFor(before.services, actor);
        owners.push({ ctx, stored: await seal(ctx, nth, mcp, keysSent) });
      }
      const all = owners.flatMap(({ ctx, stored }) => stored.map((one) => ({ actor: ctx.actor, one })));
      const as = (process: (typeof processes)[number], { actor }: (typeof all)[number]): ServiceContext =>
        contextFor(process.services, actor);

      const closedBefore: string[] = [];
      for (const each of all) {
        const sent = await each.one.use(as(before, each)).catch(String);
        if (sent !== each.one.secret) closedBefore.push(`${each.one.table} ${each.one.id}: ${sent}`);
      }

      // Every envelope in every other row of its table, and of the other one.
      const swapped: string[] = [];
      let swaps = 0;
      for (const from of all) {
        for (const to of all) {
          if (from === to) continue;
          swaps += 1;
          const own = await envelopeOf(stand.adminUrl, to.one);
          await putEnvelope(stand.adminUrl, to.one, await envelopeOf(stand.adminUrl, from.one));
          const sent = await to.one.use(as(before, to)).catch(() => null);
          if (sent !== null) swapped.push(`${from.one.table} ${from.one.id} in ${to.one.table} ${to.one.id}`);
          await putEnvelope(stand.adminUrl, to.one, own);
        }
      }

      const altered: string[] = [];
      for (let flip = 0; flip < flips; flip++) {
        const target = all[flip % all.length];
        if (target === undefined) throw new Error('there are secrets');
        const own = await envelopeOf(stand.adminUrl, target.one);
        const bit = Math.floor((flip / flips) * own.length * 8);
        const turned = Buffer.from(own);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await putEnvelope(stand.adminUrl, target.one, turned);
        const sent = await target.one.use(as(before, target)).catch(() => null);
        if (sent !== null) altered.push(`bit ${bit} of ${target.one.table} ${target.one.id}`);
        await putEnvelope(stand.adminUrl, target.one, own);
      }

      // The program of an operator goes over all rows while they are read by processes that know both keys.
      let rotating = true;
      const unread: string[] = [];
      let reads = 0;
      const reading = (async () => {
        while (rotating || reads < all.length) {
          for (const each of all) {
            reads += 1;
            const sent = await each.one.use(as(between, each)).catch(String);
            if (sent !== each.one.secret) unread.push(`${each.one.table} ${each.one.id}: ${sent}`);
          }
        }
      })();
      const rewrapped = await rewrap({
        ...secretsEnv,
        SECRETS_MASTER_KEY: `${newer},${older}`,
        DATABASE_URL: stand.appUrl,
        DATABASE_QUEUE_URL: stand.queueUrl,
      });
      rotating = false;
      await reading;
      const closedAfter: string[] = [];
      for (const each of all) {
        const sent = await each.one.use(as(after, each)).catch(String);
        if (sent !== each.one.secret) closedAfter.push(`${each.one.table} ${each.one.id}: ${sent}`);
        if ((await each.one.use(as(before, each)).catch(() => null)) !== null) {
          closedAfter.push(`${each.one.table} ${each.one.id} still opens with the old key alone`);
        }
      }
      return [
        none('each opens at its own place', closedBefore, `${all.length}`),
        none('0 open at another row, team or purpose', swapped, `${swaps} swaps`),
        none('0 open with a bit turned over', altered, `${flips} bits`),
        none('0 reads fail while the keys are rotated', unread, `${reads} reads`),
        {
          asked: 'the program that rotates says that all are done',
          seen: rewrapped.trim(),
          held: rewrapped.startsWith(`${all.length} secrets`) && rewrapped.includes(' 0 failed'),
        },
        none('the old key can go', closedAfter, `${all.length}`),
        none('0 plaintext in any row', await rowsWith(stand.adminUrl, canary), 'every table'),
      ];
    } finally {
      for (const each of processes) await each.close();
      await egress.close();
      await stand.drop();
      await mcp.close();
    }
  },
});

async function seal(ctx: ServiceContext, nth: number, mcp: McpStand, keysSent: string[]): Promise<Stored[]> {
  const token = `${canary}-${nth}-0123456789abcdef`;
  const secret = `sk-${canary}-${nth}-abcdefghijkl`;
  const connection = await createConnection({
    ctx,
    input: { kind: 'mcp', name: 'Handbook', base_url: mcp.url, fields: { token } },
  });
  const key = await addProviderKey({ ctx, input: { vendor: 'openai', label: 'Ours', secret } });
  return [
    {
      table: 'connections',
      id: connection.id,
      secret: `Bearer ${token}`,
      async use(caller) {
        mcp.requests.length = 0;
        await testConnection({ ctx: caller, input: { id: connection.id } });
        return mcp.requests.find(({ authorization }) => authorization !== undefined)?.authorization ?? null;
      },
    },
    {
      table: 'provider_keys',
      id: key.id,
      secret,
      async use(caller) {
        keysSent.length = 0;
        await testProviderKey({ ctx: caller, input: { id: key.id } });
        return keysSent[0] ?? null;
      },
    },
  ];
}

async function envelopeOf(adminUrl: string, { table, id }: Stored): Promise<Buffer> {
  const [row] = await queryAsAdmin<{ envelope: Buffer }>(
    adminUrl,
    `select envelope from public.${table} where id = $1`,
    [id],
  );
  if (row === undefined) throw new Error(`there is no ${table} ${id}`);
  return row.envelope;
}

async function putEnvelope(adminUrl: string, { table, id }: Stored, envelope: Buffer): Promise<void> {
  await queryAsAdmin(adminUrl, `update public.${table} set envelope = $2 where id = $1`, [id, envelope]);
}

async function rewrap(env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [rewrapProgram], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return said;
}

/** Tables of which some row, written out, contains the text; as bytes too. */
async function rowsWith(adminUrl: string, wanted: string): Promise<string[]> {
  const tables = await queryAsAdmin<{ name: string }>(
    adminUrl,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await queryAsAdmin<{ count: number }>(
      adminUrl,
      `select count(*)::integer as count from ${name} t
       where to_jsonb(t)::text like $1 or to_jsonb(t)::text like $2`,
      [`%${wanted}%`, `%${Buffer.from(wanted).toString('hex')}%`],
    );
    if (row !== undefined && row.count > 0) found.push(name);
  }
  return found;
}
