import type { ErasureId } from '@agent-factory/contracts';

/** The erasure of a person, whose traces in the teams of others go too. */
export interface AccountErasure {
  id: ErasureId;
  userId: string;
}
