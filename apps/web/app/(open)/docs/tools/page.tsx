import { connectionKinds } from '@agent-factory/contracts';
import { type BuiltinTool, builtinTools, toolGroups } from '@agent-factory/spec';
import { Panel, PanelHeader } from '@agent-factory/ui';
import { BookOpenText, Cable, PencilLine } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { DocsLink } from '../../../../docs/docs-nav.tsx';
import { Explanation } from '../../../../docs/explanation.tsx';
import { Page } from '../../../../frame/page.tsx';

export const metadata: Metadata = { title: 'Tools' };

/** Every tool that a spec can name without bringing it along. */
export default function Tools() {
  return (
    <Page
      title="Tools"
      description="What an agent can call by listing it under tools in its spec."
      className="max-w-4xl"
      actions={<DocsLink to="diagnostics" />}
    >
      <div className="space-y-4">
        <Panel>
          <PanelHeader title="Groups" />
          <div className="max-w-prose space-y-3 px-4 py-4 text-muted text-sm">
            <Explanation
              text={
                'A group’s name stands for those of its tools that only read. What changes something has to be named itself, so that nothing gains that power unseen: `tools: [github, github_comment]`. Tools that write are good candidates for `approvals`.'
              }
            />
            <dl className="space-y-1">
              {[...toolGroups].map(([group, members]) => (
                <div key={group} className="flex flex-wrap gap-x-2">
                  <dt className="font-mono text-text text-xs leading-5">{group}</dt>
                  <dd className="font-mono text-xs leading-5">{members.join(', ')}</dd>
                </div>
              ))}
            </dl>
          </div>
        </Panel>
        <Panel>
          <dl className="divide-y divide-border">
            {builtinTools.map((tool) => (
              <Tool key={tool.name} tool={tool} />
            ))}
          </dl>
        </Panel>
      </div>
    </Page>
  );
}

function Tool({ tool }: { tool: BuiltinTool }) {
  const { name, title, description, connections, effect } = tool;
  const kinds = connections.map((id) => connectionKinds.find((kind) => kind.id === id)?.title ?? id);
  return (
    <div id={name} className="scroll-mt-16 px-4 py-4 target:bg-accent-soft">
      <dt className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{title}</span>
        <a href={`#${name}`} className="rounded-sm font-mono text-muted text-xs hover:text-accent">
          {name}
        </a>
      </dt>
      <dd className="mt-1 max-w-prose text-muted text-sm">{description}</dd>
      <dd className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        <span className="inline-flex items-center gap-1.5">
          {effect === 'read' ? (
            <BookOpenText aria-hidden="true" className="size-3.5" />
          ) : (
            <PencilLine aria-hidden="true" className="size-3.5 text-warning" />
          )}
          {effect === 'read' ? 'Only reads' : effect === 'write' ? 'Changes something' : 'Moves money'}
        </span>
        {kinds.length > 0 ? (
          <span className="inline-flex items-center gap-1.5">
            <Cable aria-hidden="true" className="size-3.5" />
            <span>
              Needs{' '}
              <Link href="/settings/connections" className="text-accent underline underline-offset-2">
                a connection
              </Link>
              : {kinds.join(' or ')}
            </span>
          </span>
        ) : null}
      </dd>
    </div>
  );
}
