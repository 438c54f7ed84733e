import { AppError, type OfferedTools } from '@agent-factory/contracts';
import { selectConnection, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { connectionIdInputSchema } from './get.ts';
import { openSource } from './open-source.ts';
import { openConnection } from './seal-fields.ts';
import { selectSealed } from './select-sealed.ts';

const lookMs = 30_000;
/** A page of them; an API can have thousands. */
const atMost = 500;
const maxSchemaCharacters = 4_000_000;

/**
 * What a server offers now, as agents would get it. Nothing is approved by looking. Errors: `not_found`,
 * `invalid_input` for a kind whose tools come with the product, `spec_not_runnable` for what is wrong with the server.
 */
export async function listConnectionTools({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof connectionIdInputSchema>;
}): Promise<OfferedTools> {
  const { actor } = ctx;
  // It is asked with the team's secret, and says so on the server: that is a right of its own.
  requireScope(actor, 'connections:write');
  const { id } = parseInput(connectionIdInputSchema, input);
  const { teamId } = actor;
  const row = await withTenant(ctx.db, actor, (tx) => selectConnection(tx, { id, teamId }));
  const sealed = row && (await selectSealed(ctx, teamId, id));
  if (row === undefined || sealed === undefined) throw notFound('connection');
  if ((row.kind !== 'mcp' && row.kind !== 'openapi') || row.baseUrl === null) {
    throw new AppError('invalid_input', 'The tools of this kind of connection come with the product.');
  }
  const signal = AbortSignal.timeout(lookMs);
  const place = { source: row.kind, url: row.baseUrl };
  const connection = openConnection(ctx.secrets.vault, teamId, sealed);
  const source = await openSource(place, [connection], {
    egress: ctx.egress,
    signal,
    names: null,
    remembered: null,
  });
  try {
    const all = source.tools(null);
    const items: OfferedTools['items'] = [];
    let characters = 0;
    for (const tool of all.slice(0, atMost)) {
      characters += JSON.stringify(tool.parameters).length;
      if (characters > maxSchemaCharacters) break;
      items.push({
        name: tool.sourceName,
        agent_name: tool.name,
        description: tool.description,
        parameters: { ...tool.parameters },
        effect: tool.effect,
        says_read_only: tool.saysReadOnly,
        problem: tool.problem,
        hash: tool.hash,
      });
    }
    return { items, left_out: all.length - items.length };
  } finally {
    await source.close();
  }
}
