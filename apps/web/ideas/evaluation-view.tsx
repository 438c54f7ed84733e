import type { IdeaEvaluation } from '@agent-factory/contracts';
import { Panel, PanelBody, PanelHeader } from '@agent-factory/ui';
import { SourceList } from './source-list.tsx';
import { VerdictChip } from './verdict-chip.tsx';
import { measureLooks, measureText, verdictWords } from './verdict-looks.ts';

/** An evaluation from its verdict down to the pages that it rests on. Of plain parts, so that a shared link needs no more. */
export function EvaluationView({ evaluation }: { evaluation: IdeaEvaluation }) {
  const { verdict, reasoning, next_steps, evidence, competitors } = evaluation;
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Verdict">
        <PanelHeader title="Verdict" actions={<VerdictChip verdict={verdict} />} />
        <PanelBody className="flex flex-col gap-3">
          <p className="text-muted text-sm">{verdictWords[verdict].says}</p>
          <p className="max-w-prose whitespace-pre-line break-words">{reasoning}</p>
          {next_steps.length > 0 ? (
            <div>
              <h3 className="mb-1 font-medium text-sm">Next steps</h3>
              <ol className="max-w-prose list-decimal space-y-1 ps-5">
                {next_steps.map((step) => (
                  <li key={step} className="break-words">
                    {step}
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
        </PanelBody>
      </Panel>
      <Panel aria-label="Figures">
        <PanelHeader title="Figures" description="Each with the pages that it rests on" />
        <ul className="grid divide-y divide-border sm:grid-cols-2 sm:divide-y-0 lg:grid-cols-3">
          {measureLooks.map(({ id, label, note, unit }) => (
            <li key={id} className="min-w-0 p-4">
              <p className="text-muted text-xs">{label}</p>
              <p className="font-semibold text-xl tabular-nums">{measureText(evaluation[id], unit)}</p>
              <p className="mb-2 text-muted text-xs">{note}</p>
              <SourceList citations={evidence[id] ?? []} label={`Sources: ${label}`} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel aria-label="Competitors">
        <PanelHeader title="Competitors" description="Each once, and only with a page that shows it" />
        {competitors.length === 0 ? (
          <PanelBody>
            <p className="text-muted text-sm">Nobody was cited.</p>
          </PanelBody>
        ) : (
          <ul className="divide-y divide-border">
            {competitors.map(({ name, website, citations }) => (
              <li key={`${name} ${website}`} className="flex flex-col gap-1 px-4 py-3">
                <span className="break-words font-medium text-sm">{name}</span>
                <SourceList citations={citations} label={`Sources: ${name}`} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
