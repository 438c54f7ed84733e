import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..', '..');
/** Everything that a start makes and a `--reset` removes; never in git. */
export const dataDirectory = process.env.AGENT_FACTORY_DATA_DIR ?? join(repositoryRoot, '.data');
