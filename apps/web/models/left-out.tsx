import { Panel, PanelHeader } from '@agent-factory/ui';
import { ChevronRight } from 'lucide-react';
import type { RouteVerdict } from '../trpc/outputs.ts';

const reasons: Readonly<Record<string, string>> = {
  not_pinned: 'Not pinned',
  not_allowed: 'Not allowed or turned off by the team',
  not_configured: 'No key',
  not_needed: 'Not needed beside real providers',
  wrong_region: 'Served from another region',
  no_tools: 'Cannot call tools',
  no_vision: 'Cannot see images',
  context_too_small: 'Too small for the input',
  price_unknown: 'Price unknown',
  over_ceiling: 'Over the cap of the request',
  over_cap: 'Over the cap of the plan or the team',
  unhealthy: 'Resting after failures',
};

/** Those that a person can do something about come first; what is merely not set up, last. */
const last = new Set(['not_configured', 'not_needed']);

/** The reason itself where all of a group share it. */
function nameOf(code: string, group: readonly RouteVerdict[]): string {
  const said = new Set(group.map(({ dropped }) => dropped?.reason ?? ''));
  const [only = ''] = said;
  if (said.size > 1 || group.length === 1) return reasons[code] ?? code;
  return only.charAt(0).toUpperCase() + only.slice(1);
}

/** Everyone who was not considered, by reason; each with its own words. */
export function LeftOut({ verdicts }: { verdicts: RouteVerdict[] }) {
  const groups = new Map<string, RouteVerdict[]>();
  for (const verdict of verdicts) {
    const code = verdict.dropped?.code ?? '';
    groups.set(code, [...(groups.get(code) ?? []), verdict]);
  }
  const ordered = [...groups].sort(([a], [b]) => Number(last.has(a)) - Number(last.has(b)));
  return (
    <Panel aria-label="Left out">
      <PanelHeader
        title="Left out"
        description={`${verdicts.length.toLocaleString('en-US')} models, by reason`}
      />
      <ul className="divide-y divide-border">
        {ordered.map(([code, group]) => (
          <li key={code}>
            <details className="group" open={!last.has(code) && group.length <= 12}>
              <summary className="flex min-h-11 list-none items-center gap-3 px-4 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2">
                <ChevronRight
                  aria-hidden="true"
                  className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
                />
                <span className="min-w-0 flex-1 truncate text-sm">{nameOf(code, group)}</span>
                <span className="text-muted text-xs tabular-nums">
                  {group.length.toLocaleString('en-US')}
                </span>
              </summary>
              <ul className="max-h-80 overflow-y-auto border-t py-1">
                {group.map((verdict) => (
                  <li
                    key={`${verdict.model} ${verdict.region}`}
                    className="flex flex-wrap justify-between gap-x-4 py-1.5 pe-4 ps-11 text-sm"
                  >
                    <span className="min-w-0 truncate">{verdict.title}</span>
                    <span className="text-muted text-xs">{verdict.dropped?.reason}</span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
