import { parseSpec } from '@agent-factory/spec';
import { describe, expect, test } from 'vitest';
import { readSpecFile, titled } from './spec-file.ts';
import { agentTemplates } from './templates.ts';

const blank = agentTemplates[0]?.spec({ name: 'blank-one', title: 'Blank one' }) ?? '';
const file = (name: string, text: string) => new File([text], name);

describe('a file that becomes an agent', () => {
  test('stays as it is, and is told by its own name', async () => {
    expect(await readSpecFile(file('a.md', blank))).toEqual({
      fileName: 'a.md',
      text: blank,
      name: 'blank-one',
      title: 'Blank one',
      kind: 'Agent',
      problems: [],
    });
  });

  test('in JSON is written out as Markdown of the same meaning', async () => {
    const value = { apiVersion: 'agentfactory/v1', kind: 'Agent', name: 'sums', instructions: 'Add.' };
    const read = await readSpecFile(file('a.json', JSON.stringify(value)));
    expect(read).toMatchObject({ name: 'sums', problems: [] });
    expect(read.text).toMatch(/^---\n/);
    expect(parseSpec(read.text).document).toEqual(parseSpec(JSON.stringify(value)).document);
  });

  test.each(['', 'Dear diary', '{"kind": ', '\u0000\u0001'])('says what is wrong with %j', async (text) => {
    expect((await readSpecFile(file('a.txt', text))).problems.length).toBeGreaterThan(0);
  });

  test('that is too large is not read at all', async () => {
    const text = () => Promise.reject(new Error('read'));
    expect(await readSpecFile({ name: 'a.md', size: 2_000_000, text })).toMatchObject({
      text: '',
      name: null,
    });
  });
});

test('a chosen title changes name and title alone', () => {
  const next = titled(blank, { name: 'other', title: 'Other' });
  expect(next).toBe(blank.replace('name: blank-one', 'name: other').replace('"Blank one"', '"Other"'));
});
