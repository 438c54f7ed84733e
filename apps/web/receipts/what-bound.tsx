import type { Receipt } from '@agent-factory/contracts';
import { cn } from '@agent-factory/ui';
import { Line, Lines } from './receipt-lines.tsx';

type Rule = Receipt['invariants'][number];

const places: Record<Rule['at'], string> = {
  input: 'the input',
  model_call: 'each model call',
  tool_call: 'each tool call',
  tool_result: 'each tool result',
  output: 'the output',
};

const actions: Record<NonNullable<Rule['action']>, string> = {
  block: 'blocked',
  retry: 'tried again',
  redact: 'redacted',
  escalate: 'asked a person',
  warn: 'warned',
};

/** The rules that were looked at, where, how often, and what came of it. */
export function WhatBound({ rules }: { rules: readonly Rule[] }) {
  if (rules.length === 0) return <p className="text-muted text-sm">No rule was checked.</p>;
  return (
    <Lines label="Rules">
      {rules.map((rule) => (
        <Line
          key={`${rule.member} ${rule.id} ${rule.at} ${rule.says_sha256}`}
          title={<span className="font-mono text-xs">{rule.id}</span>}
          note={noteOf(rule)}
          end={<Checks rule={rule} />}
        />
      ))}
    </Lines>
  );
}

function noteOf({ at, member, judge }: Rule): string {
  const of = member === null ? '' : ` of ${member}`;
  return `At ${places[at]}${of}${judge === null ? '' : `, judged by ${judge}`}`;
}

function Checks({ rule }: { rule: Rule }) {
  const broken = rule.violated + rule.errors;
  return (
    <>
      <span className="block text-muted">
        {rule.passed} of {rule.passed + broken} passed
      </span>
      {broken > 0 ? (
        <span className={cn('block font-medium', rule.last === 'passed' ? 'text-warning' : 'text-danger')}>
          {rule.errors > 0 && rule.violated === 0 ? 'not decided' : 'violated'}
          {rule.action === null ? '' : `, ${actions[rule.action]}`}
        </span>
      ) : null}
    </>
  );
}
