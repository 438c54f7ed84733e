/**
 * Thrown through the graph when a run has to wait for people: the node is run again, from its last checkpoint, once
 * they have decided. It is the path of a crash, taken on purpose, so waiting holds no worker and no connection.
 */
export class RunWaits extends Error {
  /** Ids of the approvals that are pending. */
  readonly approvalIds: readonly string[];

  constructor(approvalIds: readonly string[]) {
    super(`waits for ${approvalIds.join(', ')}`);
    this.name = 'RunWaits';
    this.approvalIds = approvalIds;
  }
}
