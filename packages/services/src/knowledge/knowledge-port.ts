import type { TeamId } from '@agent-factory/contracts';
import type { KnowledgePort } from '@agent-factory/orchestrator';
import type { Services } from '../service-context.ts';
import { findPassages } from './find-passages.ts';

/** The documents of a team as its agents' tool `knowledge_search` reaches them. */
export function createKnowledgePort(services: Services, teamId: TeamId): KnowledgePort {
  return {
    search: (query, limit) =>
      findPassages(services, { actor: { type: 'system', teamId, reason: 'knowledge_search' }, query, limit }),
  };
}
