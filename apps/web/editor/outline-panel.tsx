'use client';

import { createLocator, type Spec } from '@agent-factory/spec';
import { useMemo } from 'react';
import { useWords } from '../words/words-context.ts';
import { useEditor, useEditorStore } from './editor-context.ts';

interface Entry {
  label: string;
  note: string;
  path: (string | number)[];
  level: 0 | 1;
}

function entriesOf(spec: Spec): Entry[] {
  const head = (key: string, note: string): Entry => ({ label: key, note, path: [key], level: 0 });
  const entries: Entry[] = [head('name', spec.name)];
  if (spec.kind === 'Agent') {
    entries.push(head('model', spec.model.task));
    if (spec.tools.length > 0) {
      entries.push(head('tools', String(spec.tools.length)));
      for (const [index, tool] of spec.tools.entries()) {
        const label = tool.type === 'builtin' || tool.type === 'agent' ? tool.name : tool.url;
        entries.push({
          label,
          note: tool.type === 'builtin' ? '' : tool.type,
          path: ['tools', index],
          level: 1,
        });
      }
    }
  } else entries.push(head('pattern', spec.pattern));
  entries.push(head('limits', `$${spec.limits.maxCostUsd}`));
  if (spec.input) entries.push(head('input', ''));
  if (spec.output) entries.push(head('output', ''));
  for (const [key, list] of [
    ['invariants', spec.invariants.map(({ id, otherwise }) => ({ label: id, note: otherwise }))],
    ['tests', spec.tests.map(({ name }) => ({ label: name, note: '' }))],
  ] as const) {
    if (list.length === 0) continue;
    entries.push(head(key, String(list.length)));
    for (const [index, { label, note }] of list.entries())
      entries.push({ label, note, path: [key, index], level: 1 });
  }
  return entries;
}

/** The parts of the spec; each leads to its place in the text. */
export function OutlinePanel({ onShow }: { onShow: () => void }) {
  const say = useWords('editor');
  const store = useEditorStore();
  const spec = useEditor((state) => state.document);
  const current = useEditor((state) => state.current);
  const entries = useMemo(() => (spec ? entriesOf(spec) : []), [spec]);
  if (!spec) return <p className="p-2 text-muted text-sm">{say('noOutline')}</p>;
  return (
    <nav aria-label={say('outline')}>
      {current ? null : <p className="px-2 pb-2 text-muted text-xs">{say('asOfLast')}</p>}
      <ul>
        {entries.map((entry) => (
          <li key={entry.path.join('.')}>
            <button
              type="button"
              data-list-entry
              onClick={() => {
                onShow();
                const { text, show } = store.getState();
                show(createLocator(text).find(entry.path));
              }}
              className={`flex w-full items-baseline gap-3 rounded-md py-1 pe-2 text-start text-sm transition-colors hover:bg-hover ${entry.level === 0 ? 'ps-2 font-medium' : 'ps-6'}`}
            >
              <span className="min-w-0 flex-1 truncate">{entry.label}</span>
              <span className="shrink-0 truncate text-muted text-xs">{entry.note}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
