import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@agent-factory/contracts';

export interface MigrationFile {
  /** The file name, `20261121000300_profiles.sql`. */
  name: string;
  /** The fourteen digits before the underscore. */
  version: string;
  sql: string;
  /** SHA-256 of the file, hex; line endings count as LF, so that a Windows checkout hashes the same. */
  checksum: string;
}

/** The migrations of a folder in the order in which they apply. */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(
    names.map(async (name): Promise<MigrationFile> => {
      const version = /^(\d{14})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
      if (version === undefined) {
        throw new AppError('invalid_input', `migration "${name}" is not named <14 digits>_<noun>.sql`);
      }
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, version, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  const twin = files.find((file, index) => file.version === files[index + 1]?.version);
  if (twin !== undefined) {
    throw new AppError(
      'invalid_input',
      `two migrations have the version ${twin.version}; give one a later one`,
    );
  }
  if (files.length === 0) throw new AppError('invalid_input', `there are no migrations in ${folder}`);
  return files;
}
