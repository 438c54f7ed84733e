import { normaliseProse } from '../text/split-document.ts';
import { EditRefusal } from './edit-problem.ts';
import { type Layout, valueOfNode } from './layout.ts';
import { isMapping, type Mapping } from './value.ts';

/** All that a text says: what it declares and, under `instructions`, what stands below the front matter. */
export function documentValue(layout: Layout): Mapping {
  const { root, parts, text } = layout;
  const declared = root === null ? {} : valueOfNode(root);
  if (!isMapping(declared)) {
    const message = 'This text declares nothing; begin with apiVersion, kind and name.';
    throw new EditRefusal('unreadable_text', message, [], root ?? undefined);
  }
  const body = parts.body ? normaliseProse(text.slice(parts.body.start)) : '';
  return body === '' ? declared : { ...declared, instructions: body };
}
