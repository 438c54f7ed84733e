import type { MemberView } from '@agent-factory/contracts';
import type { MemberRow } from '@agent-factory/db';

export function memberView(row: MemberRow): MemberView {
  return {
    user_id: row.userId,
    name: row.name,
    email: row.email,
    role: row.role,
    joined_at: row.joinedAt.toISOString(),
    personal: row.personal,
  };
}
