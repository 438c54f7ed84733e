import { newId } from '@agent-factory/contracts';
import type { AccountState, DataExportItem } from '../trpc/outputs.ts';

const now = Date.now();
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

function item(parts: Partial<DataExportItem>): DataExportItem {
  return {
    id: newId('dataExport'),
    status: 'ready',
    whole_teams: [],
    rows: 4_310,
    size_bytes: 2_400_000,
    sha256: '0'.repeat(64),
    error: null,
    requested_at: ago(0.1),
    finished_at: null,
    expires_at: null,
    ...parts,
  };
}

/** One under way, one to download, one that failed and one that is gone. */
export const someExports: { items: DataExportItem[] } = {
  items: [
    item({ status: 'running', sha256: null }),
    item({ requested_at: ago(26), expires_at: ago(-26 * 5), rows: 18_204, size_bytes: 9_300_000 }),
    item({
      status: 'failed',
      requested_at: ago(200),
      error: 'This export was not done within a day. Ask for another.',
    }),
    item({ status: 'removed', requested_at: ago(400) }),
  ],
};

export const leavingAccount: AccountState = {
  name: 'kim@example.com',
  deletion: { requested_at: ago(48), erased_after: ago(-28 * 24) },
  settle_first: [],
};
