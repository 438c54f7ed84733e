import type { AssertionResult, Verdict } from '../../verdict.ts';
import type { ReportedCase, ReportedTrial, ReportInput } from '../build-report.ts';

const letters: Record<string, Verdict> = { p: 'pass', f: 'fail', e: 'error', i: 'inconclusive' };

function assertion(verdict: Verdict, text: string): AssertionResult {
  return {
    kind: verdict === 'error' ? 'judge' : 'contains',
    negated: false,
    verdict,
    score: verdict === 'pass' ? 1 : verdict === 'fail' ? 0 : null,
    reason: verdict === 'pass' ? 'The answer holds "30 days".' : text,
    evidence: verdict === 'error' ? null : text,
    fault: verdict === 'pass' ? null : verdict === 'error' ? 'grader' : 'agent',
    costNanoUsd: 0,
  };
}

function reportedTrial(letter: string, index: number, text: string): ReportedTrial {
  const verdict = letters[letter] ?? 'error';
  return {
    index,
    verdict,
    score: verdict === 'error' ? null : verdict === 'pass' ? 100 : 0,
    fault: verdict === 'pass' ? null : verdict === 'error' ? 'grader' : 'agent',
    violations: [],
    costNanoUsd: 1_300_000 + index * 70_000,
    durationMs: 840 + index * 130,
    runId: `run_0${index}`,
    output: text,
    assertions: [assertion('pass', text), assertion(verdict, text)],
  };
}

/** `['pfe', …]`: a case a word, a trial a letter; `text` stands wherever people or models may write. */
export function sampleRun(
  words: readonly string[],
  text = 'You have 14 days to return an item.',
): ReportInput {
  const cases = words.map(
    (word, index): ReportedCase => ({
      id: `case-${index}`,
      name: `${text} ${index}`,
      critical: index % 5 === 0,
      tags: [text],
      input: text,
      trials: [...word].map((letter, trial) => reportedTrial(letter, trial, text)),
    }),
  );
  return {
    run: {
      id: 'tsr_01k3v9',
      title: text,
      agent: { id: 'agt_01k3v9', name: text, version: 7, spec_hash: 'a'.repeat(64) },
      dataset: { name: text, version: 'd'.repeat(64) },
      evaluator_version: '1',
      models: [text],
      started_at: '2026-11-21T10:00:00.000Z',
      finished_at: '2026-11-21T10:02:00.000Z',
    },
    cases,
    comparedWith: null,
    gate: null,
  };
}
