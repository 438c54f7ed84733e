export { type AskedApproval, askApproval, type NewApproval } from './ask-approval.ts';
export { countPendingApprovals } from './count-pending-approvals.ts';
export { type ApprovalVerdict, decideApproval } from './decide-approval.ts';
export { expireApproval } from './expire-approval.ts';
export { listApprovals } from './list-approvals.ts';
export { type ExpiredApproval, listExpiredApprovals } from './list-expired-approvals.ts';
export type { ApprovalRow } from './rows.ts';
export { selectApproval } from './select-approval.ts';
