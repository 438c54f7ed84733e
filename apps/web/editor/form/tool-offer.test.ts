import { editSpec, specContent } from '@agent-factory/spec';
import { expect, test } from 'vitest';
import { addOffer, builtinOffers, hasOffer, isFound, listedTool, type ToolOffer } from './tool-offer.ts';

const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: till
tools:
  - calculator # sums
  - mcp: { url: "https://a.example/mcp", allow: [search] }
---
`;
const offer = (item: ToolOffer['item']): ToolOffer => ({
  key: 'k',
  title: 'Fetch a page',
  description: 'Reads it.',
  effect: null,
  needs: [],
  item,
});

function taken(...items: ToolOffer['item'][]): string {
  return items.reduce<string>((now, item) => {
    const value = specContent(now)?.value ?? {};
    expect(hasOffer(value, offer(item))).toBe(false);
    const made = editSpec(now, [addOffer(value, offer(item))]);
    if (!made.ok) throw new Error(made.problems[0]?.message);
    expect(hasOffer(specContent(made.text)?.value ?? {}, offer(item))).toBe(true);
    return made.text;
  }, text);
}

test('a further tool of a server goes into its list, one of another server makes a new source', () => {
  const same = taken({ mcp: { url: 'https://a.example/mcp', allow: ['fetch'] } });
  expect(same).toBe(text.replace('[search]', '[search, fetch]'));
  const other = taken({ mcp: { url: 'https://b.example/mcp', allow: ['fetch'] } }, { agent: 'checker' });
  expect(specContent(other)?.value.tools).toEqual([
    'calculator',
    { mcp: { url: 'https://a.example/mcp', allow: ['search'] } },
    { mcp: { url: 'https://b.example/mcp', allow: ['fetch'] } },
    { agent: 'checker' },
  ]);
});

test('the palette is searched by all of the words', () => {
  expect(builtinOffers.filter((each) => isFound(each, 'github comment')).map(({ item }) => item)).toContain(
    'github_comment',
  );
  expect(builtinOffers.some((each) => isFound(each, 'github nonsense'))).toBe(false);
});

test('a group may do the worst that one of its tools may', () => {
  expect(listedTool('github')).toMatchObject({ kind: 'group', effect: 'write' });
  expect(listedTool({ mystery: 1 })).toMatchObject({ kind: 'unknown', title: '{"mystery":1}' });
});
