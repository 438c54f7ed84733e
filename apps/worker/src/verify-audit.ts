import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { verifyAuditLogsAt, verifyExportedAudit } from '@agent-factory/services/audit-check';
import { processEnv } from './env.ts';

// Run by whoever wants to know whether anybody has changed the past:
//   pnpm audit:verify                      every team of the database (DATABASE_URL, of the application's role)
//   pnpm audit:verify --team team_…        one of them
//   pnpm audit:verify --against old.jsonl  and whether what was exported then is still in it
//   pnpm audit:verify export.jsonl [--keys keys.json]   an export alone, without any database or network
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { team: { type: 'string' }, against: { type: 'string' }, keys: { type: 'string' } },
});

const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
const say = (text: string) => process.stdout.write(`${text}\n`);

async function verifyFile(path: string): Promise<boolean> {
  const keys: unknown = values.keys === undefined ? null : JSON.parse(await readFile(values.keys, 'utf8'));
  const verdict = await verifyExportedAudit(linesOf(path), keys);
  const signature = {
    true: 'signed by one of the keys',
    false: 'NOT signed by any of the keys',
    null: 'signature not looked at: give --keys',
  };
  const what = verdict.filtered
    ? `${verdict.entries} chosen entries, each by itself`
    : `${verdict.entries} entries`;
  say(`${verdict.intact ? 'intact' : 'BROKEN'}: ${what}; head ${signature[`${verdict.signed}`]}.`);
  if (verdict.fault !== null) say(`  ${verdict.fault.kind}: ${verdict.fault.says}`);
  return verdict.intact;
}

async function verifyDatabase(): Promise<boolean> {
  const { DATABASE_URL: databaseUrl } = processEnv();
  if (!databaseUrl) throw new Error('Missing: DATABASE_URL. Or name an exported file.');
  const [header = null] = values.against === undefined ? [] : [await firstLine(values.against)];
  const verdicts = verifyAuditLogsAt({ databaseUrl, team: values.team ?? null, header });
  let teams = 0;
  let broken = 0;
  for await (const { teamId, entries, fault } of verdicts) {
    teams += 1;
    if (fault === null) continue;
    broken += 1;
    say(`BROKEN: ${teamId}, after ${entries} good entries`);
    say(`  ${fault.kind}: ${fault.says}`);
  }
  say(`${teams - broken} of ${teams} ${teams === 1 ? 'log is' : 'logs are'} intact.`);
  return broken === 0;
}

async function firstLine(path: string): Promise<string> {
  for await (const line of linesOf(path)) return line;
  throw new Error(`${path} is empty.`);
}

try {
  const [file] = positionals;
  process.exitCode = (await (file === undefined ? verifyDatabase() : verifyFile(file))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
