'use client';

import { builtinTools, toolGroups } from '@agent-factory/spec';
import { Bot, UserCheck, Wrench } from 'lucide-react';
import { EffectChip } from '../../runs/effect-chip.tsx';
import { useEditor } from '../editor-context.ts';
import { useCanvas, useCanvasStore } from './canvas-context.ts';
import type { PaletteItem } from './changes/add-item.ts';
import { Choice, ChoiceGroup, FloatingChoice } from './floating-choice.tsx';
import { useCanvasActs } from './use-canvas-acts.ts';

/** What can be put on the canvas: tools, other agents, people who are asked. */
export function ItemPalette() {
  const store = useCanvasStore();
  const acts = useCanvasActs();
  const { kind, nodes } = useCanvas((state) => state.graph);
  const facts = useCanvas((state) => state.facts);
  const name = useEditor((state) => state.document?.name);
  function add(item: PaletteItem): void {
    const { focused, focus } = store.getState();
    store.setState({ overlayer: null });
    if (!acts.add(item) && focused !== null) focus(focused);
  }
  const isAgent = kind === 'Agent';
  const asked = new Set(nodes.flatMap((node) => (node.kind === 'approval' ? [node.label] : [])));
  const unasked = isAgent ? nodes.flatMap(({ tools }) => tools).filter((tool) => !asked.has(tool)) : [];
  const taken = new Set(nodes.flatMap((node) => (node.kind === 'tool' ? [node.label] : [])));
  return (
    <FloatingChoice
      title="Add to the canvas"
      placeholder={isAgent ? 'Add a tool, an agent or a person who is asked' : 'Add an agent of your team'}
      nothing="Nothing by that name. Servers (MCP, OpenAPI) are added in the form or the text."
    >
      <ChoiceGroup heading={isAgent ? 'Agents as tools' : 'Agents'}>
        {[...facts].flatMap(([agent, { title }]) =>
          agent === name || (isAgent && taken.has(agent))
            ? []
            : [
                <Choice
                  key={agent}
                  value={`agent ${agent} ${title}`}
                  onSelect={() => add({ type: 'agent', name: agent })}
                >
                  <Bot aria-hidden="true" className="size-4 shrink-0 text-muted" />
                  <span className="min-w-0 truncate">{title}</span>
                  <span className="ms-auto shrink-0 font-mono text-muted text-xs">{agent}</span>
                </Choice>,
              ],
        )}
      </ChoiceGroup>
      {isAgent ? (
        <ChoiceGroup heading="Tools">
          {[...toolGroups.keys()].map((group) =>
            taken.has(group) ? null : (
              <Choice
                key={group}
                value={`group ${group}`}
                onSelect={() => add({ type: 'tool', name: group })}
              >
                <Wrench aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 truncate">{group}: all that reads</span>
                <span className="ms-auto">
                  <EffectChip effect="read" />
                </span>
              </Choice>
            ),
          )}
          {builtinTools.map((tool) =>
            taken.has(tool.name) ? null : (
              <Choice
                key={tool.name}
                value={`tool ${tool.name} ${tool.title} ${tool.description}`}
                onSelect={() => add({ type: 'tool', name: tool.name })}
              >
                <Wrench aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 truncate">{tool.title}</span>
                <span className="ms-auto flex shrink-0 items-center gap-2">
                  <span className="font-mono text-muted text-xs max-sm:hidden">{tool.name}</span>
                  <EffectChip effect={tool.effect} />
                </span>
              </Choice>
            ),
          )}
        </ChoiceGroup>
      ) : null}
      {unasked.length > 0 ? (
        <ChoiceGroup heading="Ask a person first">
          {unasked.map((tool) => (
            <Choice key={tool} value={`ask ${tool}`} onSelect={() => add({ type: 'approval', tool })}>
              <UserCheck aria-hidden="true" className="size-4 shrink-0 text-muted" />
              Before each call of {tool}
            </Choice>
          ))}
        </ChoiceGroup>
      ) : null}
    </FloatingChoice>
  );
}
