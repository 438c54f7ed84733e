/** A text with one stretch marked `«…»`: the text without the marks, and where the stretch was. */
export function marked(text: string): { text: string; start: number; end: number } {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  if (start === -1 || end < start) throw new Error('mark one stretch as «…»');
  return { text: text.replace('«', '').replace('»', ''), start, end };
}

/** A small agent in Markdown form with further front matter. */
export function agentText(front: string, body = 'Answer.'): string {
  return `---\napiVersion: agentfactory/v1\nkind: Agent\nname: probe\n${front}\n---\n${body}\n`;
}

export function teamText(front: string): string {
  return `apiVersion: agentfactory/v1\nkind: Team\nname: probe\n${front}\n`;
}

export function graphText(edges: string, nodes = '{ a: { agent: one }, b: { agent: two } }'): string {
  return teamText(`pattern: graph\nnodes: ${nodes}\nedges:\n${edges}`);
}

export function invariantText(check: string, more = ''): string {
  return agentText(
    `tools: [calculator]\ninvariants:\n  - id: rule\n    says: A rule.\n    check: ${check}\n${more}`,
  );
}

export function testText(expectation: string, more = ''): string {
  return agentText(
    `tools: [calculator]\ntests:\n  - name: one\n    input: hi\n    expect: [${expectation}]\n${more}`,
  );
}
