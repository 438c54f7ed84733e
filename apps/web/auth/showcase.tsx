import { StatusChip, UsageLine } from '@agent-factory/ui';
import { ShieldCheck, Wrench } from 'lucide-react';

const spec = [
  ['name', 'market-research'],
  ['model', '{ task: research }'],
  ['tools', '[http_get, calculator]'],
  ['limits', '{ maxCostUsd: 0.02, maxSteps: 12 }'],
] as const;

/** Beside the forms on wide screens: what the product is, in its own material. */
export function Showcase() {
  return (
    <aside
      aria-label="About Agent Factory"
      className="hidden flex-col justify-center border-s bg-surface px-12 py-10 lg:flex"
    >
      <div className="mx-auto w-full max-w-lg">
        <p className="text-balance font-semibold text-2xl tracking-tight">
          Write the spec. Run the agent. See everything it did.
        </p>
        <div className="mt-8 overflow-hidden rounded-md border bg-background">
          <div className="flex h-9 items-center border-b px-4 font-mono text-muted text-xs">
            market-research.md
          </div>
          <pre className="p-4 font-mono text-sm leading-6">
            {spec.map(([key, value]) => (
              <span key={key} className="block">
                <span className="text-accent">{key}</span>
                <span className="text-muted">: </span>
                {value}
              </span>
            ))}
            <span className="block">
              <span className="text-accent">invariants</span>
              <span className="text-muted">:</span>
            </span>
            <span className="block">
              <span className="text-muted">{'  - says: '}</span>Every answer names a source.
            </span>
            <span className="block">
              <span className="text-muted">{'    check: '}</span>
              {'{ cel: "size(output.sources) >= 1" }'}
            </span>
          </pre>
        </div>
        <div className="mt-3 divide-y divide-border rounded-md border bg-background text-sm">
          <div className="flex h-11 items-center gap-3 px-4">
            <Wrench aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <span className="font-mono text-xs">http_get</span>
            <span className="ms-auto text-muted text-xs">412 ms</span>
          </div>
          <div className="flex h-11 items-center gap-3 px-4">
            <ShieldCheck aria-hidden="true" className="size-4 shrink-0 text-positive" />
            <span className="truncate">Every answer names a source</span>
            <span className="ms-auto shrink-0 text-positive text-xs">Passed</span>
          </div>
          <div className="flex h-11 items-center justify-between gap-3 px-4">
            <StatusChip status="succeeded" />
            <UsageLine cost={0.0013} tokens={1204} seconds={2.3} />
          </div>
        </div>
      </div>
    </aside>
  );
}
