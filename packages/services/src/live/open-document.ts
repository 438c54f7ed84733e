import type { AgentDocumentView } from '@agent-factory/contracts';
import { selectAgent, selectVersionTexts, withTenant, withTenantOnce } from '@agent-factory/db';
import * as Y from 'yjs';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { agentIdInputSchema } from '../agents/get.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentRights } from './document-rights.ts';
import { followVersion } from './follow-version.ts';
import { base64Of } from './live-room.ts';
import { loadDocument } from './load-document.ts';

/**
 * An agent's text as people write it together, and what the caller may do with it; the connection that follows it is
 * another matter. Errors: `not_found`; `forbidden` for a key.
 */
export async function openAgentDocument({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentIdInputSchema>;
}): Promise<AgentDocumentView> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id: agentId } = parseInput(agentIdInputSchema, input);
  const { teamId } = actor;
  const rights = await withTenant(ctx.db, actor, async (tx) => {
    if ((await selectAgent(tx, { id: agentId, teamId })) === undefined) throw notFound('agent');
    return documentRights(tx, actor, agentId);
  });
  let loaded = await loadDocument(ctx, { agentId, teamId });
  if (loaded.newestVersion > loaded.baseVersion) {
    await followVersion(ctx, { agentId, teamId });
    loaded = await loadDocument(ctx, { agentId, teamId });
  }
  const { baseVersion } = loaded;
  const texts = await withTenantOnce(ctx.db, actor, (tx) =>
    selectVersionTexts(tx, { agentId, teamId, versions: [baseVersion] }),
  );
  return {
    document_id: loaded.documentId,
    update: base64Of(Y.encodeStateAsUpdate(loaded.doc)),
    ...rights,
    base_version: baseVersion,
    base_spec: texts.get(baseVersion) ?? '',
    newest_version: loaded.newestVersion,
  };
}
