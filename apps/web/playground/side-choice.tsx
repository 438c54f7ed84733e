'use client';

import { Select } from '@agent-factory/ui';
import type { AgentLabels, AgentVersion } from '../trpc/outputs.ts';
import { type Choice, readChoice, type Side } from './address.ts';
import { choiceLabels, sideNames } from './side-names.ts';

export interface SideChoiceProps {
  side: Side;
  choice: Choice;
  versions: readonly AgentVersion[];
  labels: AgentLabels['items'];
  onChoose: (choice: Choice) => void;
}

/** Which version a column runs: the newest, what carries a label at the time of the run, or one by its number. */
export function SideChoice({ side, choice, versions, labels, onChoose }: SideChoiceProps) {
  const newest = versions[0]?.version;
  const options = [
    { value: 'newest', label: newest === undefined ? 'Newest' : `Newest (v${newest})` },
    ...labels.map(({ label, version }) => ({ value: label, label: `${choiceLabels[label]} (v${version})` })),
    ...versions.map(({ version, message }) => ({
      value: String(version),
      label: message === null ? `v${version}` : `v${version}: ${message.slice(0, 60)}`,
    })),
  ];
  const value = String(choice);
  // A link may name what is not there (any more); the run says so then.
  const known = options.some((option) => option.value === value);
  return (
    <Select
      size="sm"
      aria-label={`Version of ${sideNames[side]}`}
      className="min-w-0 max-w-64 flex-1"
      value={value}
      options={known ? options : [{ value, label: `${value} (not found)` }, ...options]}
      onValueChange={(text) => onChoose(readChoice(text))}
    />
  );
}

/** What a comparison begins with: what is live, else the version before, else the same once more. */
export function otherChoice(
  left: Choice,
  versions: readonly AgentVersion[],
  labels: AgentLabels['items'],
): Choice {
  const at = versionOf(left, versions, labels);
  const live = labels.find(({ label }) => label === 'production');
  if (live !== undefined && live.version !== at) return 'production';
  const before = versions.find(({ version }) => at !== undefined && version < at);
  return before?.version ?? 'newest';
}

/** The number that a choice stands for now; undefined where nothing carries the label. */
export function versionOf(
  choice: Choice,
  versions: readonly AgentVersion[],
  labels: AgentLabels['items'],
): number | undefined {
  if (typeof choice === 'number') return choice;
  if (choice === 'newest') return versions[0]?.version;
  return labels.find(({ label }) => label === choice)?.version;
}
