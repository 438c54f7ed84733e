'use client';

import { Select } from '@agent-factory/ui';
import type { AgentLabels, AgentVersion } from '../trpc/outputs.ts';
import { type Choice, readVersion, type Side, type VersionChoice } from './address.ts';
import { choiceLabels, sideNames } from './side-names.ts';

export interface SideChoiceProps {
  side: Side;
  choice: Choice;
  versions: readonly AgentVersion[];
  labels: AgentLabels['items'];
  /** What may be tried in place of a version's own model; null for a team, whose members have theirs. */
  models: readonly string[] | null;
  onChoose: (choice: Choice) => void;
}

/** Which version a column runs (the newest, what carries a label at the time, or one by its number), with which model. */
export function SideChoice({ side, choice, versions, labels, models, onChoose }: SideChoiceProps) {
  const newest = versions[0]?.version;
  const options = [
    { value: 'newest', label: newest === undefined ? 'Newest' : `Newest (v${newest})` },
    ...labels.map(({ label, version }) => ({ value: label, label: `${choiceLabels[label]} (v${version})` })),
    ...versions.map(({ version, message }) => ({
      value: String(version),
      label: message === null ? `v${version}` : `v${version}: ${message.slice(0, 60)}`,
    })),
  ];
  const value = String(choice.version);
  // A link may name what is not there (any more); the run says so then.
  const known = options.some((option) => option.value === value);
  const { model } = choice;
  const offered = model === null || models === null || models.includes(model) ? models : [model, ...models];
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-2 sm:flex-none">
      <Select
        size="sm"
        aria-label={`Version of ${sideNames[side]}`}
        className="min-w-32 max-w-56 flex-1"
        value={value}
        options={known ? options : [{ value, label: `${value} (not found)` }, ...options]}
        onValueChange={(text) => onChoose({ ...choice, version: readVersion(text) })}
      />
      {offered === null ? null : (
        <Select
          size="sm"
          aria-label={`Model of ${sideNames[side]}`}
          title="Another model is tried without saving: limits and rules of the version bind as ever."
          className="min-w-32 max-w-56 flex-1"
          value={model ?? ''}
          options={[
            { value: '', label: 'Its own model' },
            ...offered.map((id) => ({ value: id, label: `With ${id}` })),
          ]}
          onValueChange={(id) => onChoose({ ...choice, model: id === '' ? null : id })}
        />
      )}
    </span>
  );
}

/** What a comparison begins with: what is live, else the version before, else the same once more. */
export function otherChoice(
  left: Choice,
  versions: readonly AgentVersion[],
  labels: AgentLabels['items'],
): Choice {
  // The same version with two models is a comparison too.
  if (left.model !== null) return { ...left, model: null };
  const at = versionOf(left.version, versions, labels);
  const live = labels.find(({ label }) => label === 'production');
  if (live !== undefined && live.version !== at) return { version: 'production', model: null };
  const before = versions.find(({ version }) => at !== undefined && version < at);
  return { version: before?.version ?? 'newest', model: null };
}

/** The number that a choice stands for now; undefined where nothing carries the label. */
export function versionOf(
  choice: VersionChoice,
  versions: readonly AgentVersion[],
  labels: AgentLabels['items'],
): number | undefined {
  if (typeof choice === 'number') return choice;
  if (choice === 'newest') return versions[0]?.version;
  return labels.find(({ label }) => label === choice)?.version;
}
