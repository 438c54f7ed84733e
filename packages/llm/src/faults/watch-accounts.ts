import type { AttemptRecord } from '../model-port.ts';
import type { Account } from '../spending/account.ts';
import type { AccountPort } from '../spending/account-port.ts';

export const account: Account = {
  teamId: 'team_1',
  runId: null,
  apiKeyId: null,
  userId: null,
  purpose: 'test',
};

/** Accounts that hold every attempt to the rules: each hold settled once, and never dearer than what was set aside. */
export function watchAccounts(): AccountPort & {
  records: AttemptRecord[];
  /** Holds that nobody has settled yet. */
  open(): number;
  broken: string[];
} {
  const holds = new Map<string, number | null>();
  const records: AttemptRecord[] = [];
  const broken: string[] = [];
  let count = 0;
  return {
    records,
    broken,
    open: () => holds.size,
    async reserve(_, { worstNanoUsd }) {
      const id = `hold-${count++}`;
      holds.set(id, worstNanoUsd);
      return { id };
    },
    async settle(_, { id }, record) {
      const held = holds.get(id);
      if (!holds.delete(id)) broken.push(`${id} was settled twice or never set aside`);
      if (typeof held === 'number' && (record.costNanoUsd ?? 0) > held)
        broken.push(`${id} cost more than was held`);
      records.push(record);
    },
  };
}
