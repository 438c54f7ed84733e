import type { Invariant, JsonSchema, UsageFigure } from '@agent-factory/spec';
import { useId, useState } from 'react';
import { boundaryName } from '../../runs/step-look.ts';
import { useWords } from '../../words/words-context.ts';
import { NamedInput } from './named-input.tsx';
import { type SampleVerdict, sampleNeeds, trySample } from './sample.ts';

export interface TrySampleProps {
  invariant: Invariant;
  tools: readonly string[];
  output: JsonSchema | undefined;
}

const figureWords: Readonly<Record<UsageFigure, string>> = {
  costUsd: 'Spent so far, in $',
  steps: 'Model calls so far',
  seconds: 'Seconds so far',
  tokens: 'Tokens so far',
};
const unused: Readonly<Record<UsageFigure, string>> = { costUsd: '0', steps: '1', seconds: '0', tokens: '0' };

/** A rule against what its author writes here; only what the rule looks at is asked for. */
export function TrySample({ invariant, tools, output }: TrySampleProps) {
  const heading = useId();
  const [text, setText] = useState('');
  const [tool, setTool] = useState('');
  const [calls, setCalls] = useState('');
  const [used, setUsed] = useState(unused);
  const needs = sampleNeeds(invariant);
  const isSaid = needs.text ? text !== '' : !needs.tool || tool !== '';
  const verdicts = isSaid
    ? trySample(
        invariant,
        {
          text,
          tool,
          calls: namesOf(calls),
          used: {
            costUsd: Number(used.costUsd),
            steps: Number(used.steps),
            seconds: Number(used.seconds),
            tokens: Number(used.tokens),
          },
        },
        output,
      )
    : [];
  return (
    <section aria-labelledby={heading} className="flex min-w-0 flex-col gap-2">
      <h4 id={heading} className="font-medium text-sm">
        On your own sample
      </h4>
      {needs.tool ? (
        <NamedInput label="Tool that is called" value={tool} mono options={tools} onText={setTool} />
      ) : null}
      {needs.calls ? (
        <NamedInput
          label="Tools called before, with commas between"
          value={calls}
          mono
          options={tools}
          onText={setCalls}
        />
      ) : null}
      {needs.used.map((figure) => (
        <NamedInput
          key={figure}
          label={figureWords[figure]}
          type="number"
          value={used[figure]}
          onText={(value) => setUsed({ ...used, [figure]: value })}
        />
      ))}
      {needs.text ? <NamedInput label="Text or JSON" rows={3} value={text} onText={setText} /> : null}
      <ul aria-live="polite" className="flex flex-col gap-1 text-sm">
        {verdicts.map((verdict) => (
          <li key={verdict.at}>
            <Verdict {...verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Verdict({ at, verdict, detail, redacted }: SampleVerdict) {
  const sayPart = useWords('parts');
  return (
    <>
      <span className="text-muted">At {boundaryName(at, sayPart)}:</span>{' '}
      {verdict === 'passed' ? (
        <span className="text-positive">passes</span>
      ) : (
        <span className="text-danger">
          {verdict === 'error' ? 'cannot tell, counts as broken' : 'broken'}
        </span>
      )}
      {detail === null ? null : <span className="text-muted"> {detail}</span>}
      {redacted === null ? null : (
        <code className="block break-words text-xs">
          {typeof redacted === 'string' ? redacted : JSON.stringify(redacted)}
        </code>
      )}
    </>
  );
}

function namesOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
