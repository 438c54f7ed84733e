/** A title as an agent's name: lower case, words joined by hyphens, at most 63 characters. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').replace(/^[0-9-]+/, '');
  return slug.slice(0, 63).replace(/-+$/, '');
}
