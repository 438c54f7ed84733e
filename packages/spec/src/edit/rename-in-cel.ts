const identifier = /^[A-Za-z_]\w*$/;

/** `state.old` (or `state["old"]`) as `state.new`, wherever it stands in a CEL expression but in its texts. */
export function renameInCel(source: string, variable: string, from: string, to: string): string {
  const name = from.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&');
  const texts = String.raw`"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
  const field = String.raw`(?<![\w.])(${variable}\s*)(?:\.\s*${name}(?!\w)|\[\s*(["'])${name}\2\s*\])`;
  return source.replaceAll(new RegExp(`${field}|${texts}`, 'g'), (all, head: string | undefined) => {
    if (head === undefined) return all;
    return identifier.test(to) ? `${head}.${to}` : `${head}["${to}"]`;
  });
}
