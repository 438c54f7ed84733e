import { cn } from '@agent-factory/ui';
import { Check, CircleDashed, LoaderCircle, X } from 'lucide-react';
import { percent } from '../tests/rate.tsx';
import type { SpecPatch } from '../trpc/outputs.ts';
import { isAtWork } from './patch-status.tsx';

type Phase = NonNullable<SpecPatch['phase']>;
const order: readonly Phase[] = ['train', 'proposal', 'validation', 'sealed'];
const names: Record<Phase, string> = {
  train: 'Train',
  proposal: 'Proposal',
  validation: 'Validation',
  sealed: 'Sealed check',
};

/** The four steps of a patch with what each came to. */
export function PatchPhases({ patch }: { patch: SpecPatch }) {
  const reached = patch.phase === null ? -1 : order.indexOf(patch.phase);
  return (
    <ol aria-label="Phases" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {order.map((phase, index) => {
        const state = stateOf(patch, index, reached);
        const { icon: Icon, look, label } = states[state];
        return (
          <li key={phase} data-phase={phase} data-state={state} className="flex gap-2 rounded-md border p-3">
            <Icon
              aria-label={label}
              className={cn('mt-0.5 size-4 shrink-0', look, state === 'now' && 'animate-spin')}
            />
            <div className="min-w-0 text-sm">
              <p className="font-medium">{names[phase]}</p>
              <p className="text-muted text-xs">{said(patch, phase)}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const states = {
  later: { icon: CircleDashed, look: 'text-muted', label: 'Not yet' },
  now: { icon: LoaderCircle, look: 'text-info', label: 'At work' },
  done: { icon: Check, look: 'text-positive', label: 'Done' },
  ended: { icon: X, look: 'text-danger', label: 'Ended here' },
} as const;

function stateOf(patch: SpecPatch, index: number, reached: number): keyof typeof states {
  if (index > reached) return 'later';
  if (index < reached) return 'done';
  if (isAtWork(patch)) return 'now';
  const given = patch.status === 'discarded' && patch.reason_code !== 'by_hand';
  return given ? 'ended' : 'done';
}

function said(patch: SpecPatch, phase: Phase): string {
  const { train, validation, sealed, spec } = patch;
  switch (phase) {
    case 'train':
      return train === null ? 'What fails is looked for' : `${train.failing} of ${train.cases} cases fail`;
    case 'proposal':
      return spec === null ? 'A model writes a better spec' : 'Written by a model';
    case 'validation':
      if (validation === null) return 'Must win beyond chance';
      if (validation.before === null || validation.after === null) return 'Nothing could be judged';
      return `${percent(validation.before)} → ${percent(validation.after)} on ${validation.cases} cases${validation.p_value === null ? '' : `, p = ${validation.p_value.toPrecision(2)}`}`;
    case 'sealed':
      return sealed === null
        ? 'Must lose nothing on unseen cases'
        : `${sealed.passed ? 'Passed' : 'Not passed'}, look ${sealed.look}, ${sealed.looks_left} left`;
  }
}
