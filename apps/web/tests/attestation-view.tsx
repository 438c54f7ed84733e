'use client';

import { CodeBlock } from '@agent-factory/ui';
import type { Gate } from '../trpc/outputs.ts';

/** What was signed: to what it is bound, and all of it. */
export function AttestationView({ attestation }: { attestation: NonNullable<Gate['attestation']> }) {
  const bound = [
    ['Spec', attestation.spec_hash.slice(0, 12)],
    [
      'Tests',
      `${attestation.dataset.id === 'spec' ? 'of the spec' : attestation.dataset.id}, ${attestation.dataset.version.slice(0, 12)}`,
    ],
    ['Evaluator', attestation.evaluator_version],
    ['Models', attestation.models.map(({ answered }) => answered).join(', ') || 'none'],
    ['Judges', attestation.judges.map(({ answered }) => answered).join(', ') || 'none'],
    ['Key', attestation.key_id.slice(0, 12)],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {bound.map(([what, value]) => (
          <div key={what} className="contents">
            <dt className="text-muted">{what}</dt>
            <dd className="break-all font-mono">{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary className="cursor-pointer text-muted text-xs">
          The whole attestation with its signature
        </summary>
        <CodeBlock code={JSON.stringify(attestation, null, 2)} label="Attestation" className="mt-2" />
      </details>
    </>
  );
}
