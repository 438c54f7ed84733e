import {
  AppError,
  exportFormat,
  exportKeptDays,
  isAppError,
  type JobPayload,
} from '@agent-factory/contracts';
import {
  listMemberships,
  type MembershipRow,
  withAuthService,
  withTenant,
  withUser,
} from '@agent-factory/db';
import { listSessions } from '@agent-factory/db/auth';
import {
  addDataExportPart,
  beginDataExport,
  type DataExportRow,
  type ExportCursor,
  failDataExport,
  finishDataExport,
  listDataExports,
  readExportPage,
  readOwnAuditPage,
  readOwnProfile,
} from '@agent-factory/db/privacy';
import type { Person } from '../access/require-person.ts';
import { auditFilter } from '../audit/audit-filter.ts';
import { readChain } from '../audit/read-chain.ts';
import type { Services } from '../service-context.ts';
import { type Archive, type ArchivedFile, createArchive } from './archive.ts';
import { archiveReadme, exportKinds } from './archive-readme.ts';
import { exportView } from './export-view.ts';

type Parts = Pick<Services, 'db' | 'clock' | 'onError'>;

/** Beyond this an archive is for an operator to make. */
const mostBytes = 4_000_000_000;

/**
 * Makes the archive of an export, page by page, and begins anew where an attempt before has died. Reads as the person
 * does, so that policies keep out what they may not see. `mostBytes` is for tests.
 */
export async function writeExport({
  services,
  input,
  bound = mostBytes,
}: {
  services: Parts;
  input: JobPayload<'export_data'>;
  bound?: number;
}): Promise<void> {
  const { export_id: id, user_id: userId } = input;
  const { db, clock } = services;
  const begun = await withUser(db, userId, (tx) => beginDataExport(tx, { id, userId }));
  if (begun === undefined) return;
  const own = { id, userId, attempt: begun.attempt };
  let position = 0;
  let rowsWritten = 0;
  let bytes = 0;

  const archive = createArchive(async (body) => {
    bytes += body.length;
    if (bytes > bound) {
      throw new AppError(
        'limit_exceeded',
        'There is more than fits into an archive: ask whoever runs this installation.',
      );
    }
    const part = { ...own, position, body, rowsWritten };
    if (!(await withUser(db, userId, (tx) => addDataExportPart(tx, part)))) throw new Overtaken();
    position += 1;
  }, new Date(clock.now()));

  try {
    const files: ArchivedFile[] = [];
    const list = async (path: string, lines: AsyncIterable<readonly string[]>) => {
      let opened = false;
      for await (const page of lines) {
        if (page.length === 0) continue;
        if (!opened) archive.open(path);
        opened = true;
        rowsWritten += page.length;
        await archive.lines(page);
      }
      const file = await archive.close();
      if (file !== null) files.push(file);
    };
    const teams = await writeAll(services, begun, userId, archive, list, files);
    await archive.text('README.md', archiveReadme());
    const manifest = {
      format: exportFormat,
      export_id: id,
      user_id: userId,
      made_at: new Date(clock.now()).toISOString(),
      teams,
      files,
    };
    await archive.text('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    const { sha256 } = await archive.end();
    await withUser(db, userId, (tx) => finishDataExport(tx, { ...own, sha256, keptDays: exportKeptDays }));
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!isAppError(error)) throw error;
    await withUser(db, userId, (tx) => failDataExport(tx, { ...own, error: error.message }));
  }
}

/** Another attempt has begun, or nobody wants it any more. */
class Overtaken extends Error {}

type List = (path: string, lines: AsyncIterable<readonly string[]>) => Promise<void>;

async function writeAll(
  services: Parts,
  { wholeTeams }: DataExportRow,
  userId: string,
  archive: Archive,
  list: List,
  files: ArchivedFile[],
) {
  const { db } = services;
  const { profile, teams, exports } = await withUser(db, userId, async (tx) => ({
    profile: await readOwnProfile(tx, { userId }),
    teams: await listMemberships(tx, userId),
    exports: await listDataExports(tx, { userId, limit: 1_000 }),
  }));
  archive.open('profile.json');
  await archive.lines([profile ?? 'null']);
  const file = await archive.close();
  if (file !== null) files.push(file);
  await list('sessions.jsonl', sessionsOf(services, userId));
  await list('exports.jsonl', once(exports.map((row) => JSON.stringify(exportView(row)))));
  const said = [];
  for (const team of teams) {
    const whole = team.personal || (team.role === 'owner' && wholeTeams.includes(team.id));
    said.push({ id: team.id, name: team.name, role: team.role, personal: team.personal, whole });
    await writeTeam(services, userId, team, whole, list);
  }
  return said;
}

async function writeTeam(
  { db }: Parts,
  userId: string,
  { id: teamId, role }: MembershipRow,
  whole: boolean,
  list: List,
): Promise<void> {
  const actor: Person = { type: 'user', userId, teamId, role, email: null };
  const folder = `teams/${teamId}`;
  for (const kind of exportKinds) {
    const pages = async function* () {
      let after: ExportCursor = null;
      do {
        const from: ExportCursor = after;
        const page: { lines: string[]; next: ExportCursor } = await withTenant(db, actor, (tx) =>
          readExportPage(tx, { kind, teamId, userId, whole, after: from }),
        );
        yield page.lines;
        after = page.next;
      } while (after !== null);
    };
    await list(`${folder}/${kind}.jsonl`, pages());
  }
  await list(`${folder}/audit.jsonl`, whole ? wholeLog() : ownLog());

  async function* wholeLog() {
    for await (const rows of readChain(db, actor, auditFilter(teamId, {}), Number.MAX_SAFE_INTEGER)) {
      yield rows.map(({ seq, entry, details }) => logLine(seq, entry, details));
    }
  }
  async function* ownLog() {
    for (let afterSeq = 0; ; ) {
      const from = afterSeq;
      const rows = await withTenant(db, actor, (tx) => readOwnAuditPage(tx, { afterSeq: from, limit: 500 }));
      yield rows.map(({ seq, entry, details }) => logLine(seq, entry, details));
      const last = rows.at(-1);
      if (last === undefined) return;
      afterSeq = last.seq;
    }
  }
}

/** Put together of the stored texts, as the log's own export does. */
function logLine(seq: number, entry: string, details: string): string {
  return `{"seq":${seq},"entry":${entry},"details":${details}}`;
}

/** None where sign-in is another service's: it has its own. */
async function* sessionsOf({ db, onError }: Parts, userId: string): AsyncGenerator<string[], void, void> {
  try {
    const rows = await withAuthService(db, (tx) => listSessions(tx, userId));
    yield rows.map(({ id, created_at, last_seen_at, ip, user_agent, aal }) =>
      JSON.stringify({ id, created_at, last_seen_at, address: ip, user_agent, aal }),
    );
  } catch (error) {
    onError(error, { part: 'sessions of an export' });
  }
}

async function* once(lines: string[]): AsyncGenerator<string[], void, void> {
  yield lines;
}
