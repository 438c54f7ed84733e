import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { Embedded } from '@agent-factory/llm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../service-context.ts';
import { pdfOf } from '../testing/pdf-of.ts';
import { openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { deleteDocument } from './delete.ts';
import { getDocument } from './get.ts';
import { indexDocument } from './index-document.ts';
import { createKnowledgePort } from './knowledge-port.ts';
import { listDocuments } from './list.ts';
import { searchDocuments } from './search.ts';
import { uploadDocument } from './upload.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const handbook = `# Refunds
We refund within 30 days.
## Damaged goods
Whoever receives something broken gets a replacement at once, if they send us pictures of it.
# Shipping
Parcels leave the warehouse every weekday at noon; express parcels every two hours.
`;
const handbuch = `# Urlaub
Die Mitarbeiterinnen und Mitarbeiter haben dreißig Urlaubstage im Jahr. Anträge werden spätestens zwei Wochen vorher gestellt.
`;

function upload(
  ctx: ServiceContext,
  name: string,
  content: string | Buffer,
  contentType: string | null = null,
) {
  return uploadDocument({ ctx, input: { name, contentType, bytes: Buffer.from(content) } });
}
const found = async (ctx: ServiceContext, query: string) =>
  (await searchDocuments({ ctx, input: { query } })).items;

describe('documents', () => {
  test('are ready at once when small, are the same when uploaded again, and are listed page by page', async () => {
    const ctx = await stand.tenant();
    const first = await upload(ctx, 'C:\\files\\handbook.md', handbook);
    expect(first).toMatchObject({
      title: 'handbook.md',
      format: 'markdown',
      status: 'ready',
      language: 'english',
      passages: 3,
      created: true,
      embedding_model: null,
    });
    expect(await upload(ctx, 'other-name.md', handbook)).toEqual({ ...first, created: false });
    const second = await upload(ctx, 'handbuch.md', handbuch);
    expect(second.language).toBe('german');
    const page = await listDocuments({ ctx, input: { limit: 1 } });
    expect(page.items.map(({ id }) => id)).toEqual([second.id]);
    const next = await listDocuments({ ctx, input: { limit: 1, cursor: page.next_cursor ?? '' } });
    expect(next.items.map(({ id }) => id)).toEqual([first.id]);
    expect((await getDocument({ ctx, input: { id: first.id } })).text).toBe(handbook.trim());
  });

  test('are found by words in their language, by what is misspelt, and where nothing repeats the question whole', async () => {
    const ctx = await stand.tenant();
    await upload(ctx, 'handbook.md', handbook);
    await upload(ctx, 'handbuch.md', handbuch);
    const [best] = await found(ctx, 'What happens when something I received was damaged or broken?');
    expect(best).toMatchObject({
      title: 'handbook.md',
      heading: 'Refunds › Damaged goods',
      position: 1,
      page: null,
    });
    expect(best?.text).toContain('replacement at once');
    expect(best?.found_by).toContain('words');
    // Stemmed: parcel, warehouses.
    expect((await found(ctx, 'parcel warehouses'))[0]?.heading).toBe('Shipping');
    expect((await found(ctx, 'Wie viele Urlaubstage hat ein Mitarbeiter?'))[0]?.title).toBe('handbuch.md');
    const [misspelt] = await found(ctx, 'warehose');
    expect(misspelt).toMatchObject({ heading: 'Shipping', found_by: ['spelling'] });
    expect(await found(ctx, 'quantum chromodynamics')).toEqual([]);
    // Nothing in a query is syntax.
    for (const query of ["'", '& | !', ':*', 'a & (b', '%', '\\', '<->'])
      expect(Array.isArray(await found(ctx, query))).toBe(true);
  });

  test('of others are not found, read or deleted; viewers read, editors change', async () => {
    const ctx = await stand.tenant();
    const stranger = await stand.tenant();
    const viewer = await stand.member(ctx, 'viewer');
    const { id } = await upload(ctx, 'handbook.md', handbook);
    expect(await found(stranger, 'refund parcels')).toEqual([]);
    for (const each of [id, newId('document')]) {
      expect(await refusal(getDocument({ ctx: stranger, input: { id: each } }))).toBe('not_found');
      expect(await refusal(deleteDocument({ ctx: stranger, input: { id: each } }))).toBe('not_found');
    }
    expect(await found(viewer, 'refund')).not.toEqual([]);
    expect(await refusal(upload(viewer, 'a.md', '# a'))).toBe('forbidden');
    expect(await refusal(deleteDocument({ ctx: viewer, input: { id } }))).toBe('forbidden');
    // The same file is each team's own document.
    expect((await upload(stranger, 'handbook.md', handbook)).id).not.toBe(id);
    await deleteDocument({ ctx, input: { id } });
    expect(await found(ctx, 'refund')).toEqual([]);
    expect(await found(stranger, 'refund')).not.toEqual([]);
  });

  test('that cannot be read are refused and leave nothing behind', async () => {
    const ctx = await stand.tenant();
    for (const [name, bytes] of [
      ['a.md', ''],
      ['a.zip', 'PK'],
      ['.', 'x'],
      ['a.txt', Buffer.from([0xff, 0x00, 0xfe])],
      ['a.pdf', pdfOf([''])],
    ] as const)
      expect(await refusal(upload(ctx, name, bytes))).toBe('invalid_input');
    const large = await refusalError(upload(ctx, 'a.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')));
    expect(large.code).toBe('payload_too_large');
    expect((await listDocuments({ ctx, input: {} })).items).toEqual([]);
  });

  test('that are large are read by a job; what cannot be read says why, and may be tried again', async () => {
    const ctx = await stand.tenant();
    const long = Array.from(
      { length: 60 },
      (_, n) => `# Part ${n}\n${`Sentence ${n} of many. `.repeat(500)}`,
    ).join('\n');
    const queued = await upload(ctx, 'long.md', long);
    expect(queued).toMatchObject({ status: 'queued', passages: 0 });
    const broken = await upload(
      ctx,
      'broken.pdf',
      Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(600_000, 'x')]),
    );
    expect(broken.status).toBe('queued');
    const jobs = (await queryAsAdmin(
      stand.adminUrl,
      `select payload from graphile_worker._private_jobs where payload ->> 'team_id' = '${ctx.actor.teamId}'`,
    )) as { payload: { document_id: string } }[];
    expect(jobs.map(({ payload }) => payload.document_id).sort()).toEqual([queued.id, broken.id].sort());

    const index = (id: typeof queued.id) =>
      indexDocument({ services: stand.services, input: { document_id: id, team_id: ctx.actor.teamId } });
    await index(queued.id);
    await index(queued.id);
    await index(broken.id);
    await index(newId('document'));
    const read = await getDocument({ ctx, input: { id: queued.id } });
    expect(read.status).toBe('ready');
    expect(read.passages).toBeGreaterThan(180);
    expect((await found(ctx, 'part 37'))[0]?.heading).toBe('Part 37');
    const failed = await getDocument({ ctx, input: { id: broken.id } });
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('damaged') });
    expect(
      (await upload(ctx, 'again.pdf', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(600_000, 'x')])))
        .id,
    ).toBe(broken.id);
  });
});

describe('vectors', () => {
  /** Two directions: animals, and everything else. */
  function withVectors(
    ctx: ServiceContext,
    asked: { model: string; input: readonly string[] }[],
  ): ServiceContext {
    const embed = async (request: { model: string; input: readonly string[] }): Promise<Embedded> => {
      asked.push(request);
      return {
        provider: 'openai',
        model: 'openai/text-embedding-3-small',
        vectors: request.input.map((text) => (/dog|puppy|canine/i.test(text) ? [3, 0.1] : [0.1, 3])),
        tokens: { input: 1, output: 0, total: 1, cachedInput: 0, cacheWrite: 0, reasoning: 0 },
        costNanoUsd: 1,
        estimated: false,
      };
    };
    return { ...ctx, router: { ...ctx.router, embed } };
  }

  test('of a provider find what shares no word; hashed ones do not count', async () => {
    const own = await stand.tenant();
    const asked: { model: string; input: readonly string[] }[] = [];
    const ctx = withVectors(own, asked);
    const pets = await upload(
      ctx,
      'pets.md',
      '# Rules\nEvery puppy stays outside.\n# Parking\nCars stay in the yard.',
    );
    const input = { document_id: pets.id, team_id: own.actor.teamId };
    await indexDocument({ services: own, input });
    expect((await getDocument({ ctx, input: { id: pets.id } })).embedding_model).toBeNull();
    expect(await found(ctx, 'canine')).toEqual([]);

    await indexDocument({ services: ctx, input });
    expect((await getDocument({ ctx, input: { id: pets.id } })).embedding_model).toBe(
      'openai/text-embedding-3-small',
    );
    expect(asked.flatMap((request) => request.input)).toHaveLength(2);
    const [best, ...others] = await found(ctx, 'canine');
    expect(best).toMatchObject({ heading: 'Rules', found_by: ['meaning'] });
    expect(others).toEqual([]);
    expect(asked.at(-1)?.model).toBe('openai/text-embedding-3-small');
    // Without the provider, words have to do.
    expect(await found(own, 'canine')).toEqual([]);
    expect((await found(own, 'puppy')).length).toBe(1);
    expect(stand.errors).toEqual([]);
  });
});

test('agents find what their team finds', async () => {
  const ctx = await stand.tenant();
  await upload(ctx, 'handbook.md', handbook);
  const port = createKnowledgePort(stand.services, ctx.actor.teamId);
  expect((await port.search('parcels', 3))[0]).toMatchObject({ title: 'handbook.md', heading: 'Shipping' });
  const strangers = createKnowledgePort(stand.services, (await stand.tenant()).actor.teamId);
  expect(await strangers.search('parcels', 3)).toEqual([]);
});
