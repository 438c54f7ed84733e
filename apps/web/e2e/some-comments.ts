import type { CommentThread } from '../trpc/outputs.ts';

const ana = { id: '00000000-0000-4000-8000-00000000000a', name: 'Ana Lima' };
const kim = { id: '00000000-0000-4000-8000-00000000000b', name: 'Kim Park' };
const document = '00000000-0000-4000-8000-00000000000d';

function comment(n: number, author: typeof ana | null, body: string) {
  const at = `2026-11-20T09:${String(10 + n)}:00.000Z`;
  return {
    ...{ id: `cmt_${String(n).padStart(26, '0')}` as const, author, own: author === ana, body },
    ...{ mentions: body.includes(kim.id) ? [kim] : [], created_at: at, edited_at: n === 2 ? at : null },
  };
}

/** One on a node, one on a line that is there no more, one on the agent as a whole. */
export function someComments(agentId: string): { items: CommentThread[]; next_cursor: null } {
  const nowhere = { document: null, start: null, end: null, path: null, quote: '' };
  const thread = (n: number, parts: Pick<CommentThread, 'place' | 'comments' | 'unread'>): CommentThread => ({
    id: `cth_${String(n).padStart(26, '0')}`,
    agent_id: agentId as CommentThread['agent_id'],
    resolved: null,
    created_at: '2026-11-20T09:10:00.000Z',
    ...parts,
  });
  return {
    items: [
      thread(1, {
        place: { ...nowhere, path: ['limits'], quote: 'limits:\n  maxCostUsd: 0.01' },
        comments: [
          comment(1, ana, `Is a cent enough, <@${kim.id}>? The long questions cost more than that.`),
          comment(2, kim, 'It was for the last 50 runs. Two came close.'),
        ],
        unread: false,
      }),
      thread(2, {
        place: {
          ...nowhere,
          document,
          start: 'AAAA',
          end: 'AAAA',
          path: ['tools', 'http_post'],
          quote: '- http_post',
        },
        comments: [comment(3, null, 'Does it need to write anything?')],
        unread: true,
      }),
      thread(3, {
        place: nowhere,
        comments: [comment(4, kim, 'Good to go from my side.')],
        unread: true,
      }),
    ],
    next_cursor: null,
  };
}
