export { checkAssertions } from './assertions/check-assertions.ts';
export { assertionsOfSpecTest, type SpecAssertion } from './assertions/of-spec-test.ts';
export type { AssertionPorts } from './assertions/outcome.ts';
export { type TrialVerdict, trialVerdict } from './assertions/trial-verdict.ts';
export type { Candidate, TryOutcome } from './counterexamples/candidate.ts';
export { candidateOfCase, caseOfFind } from './counterexamples/case-of-find.ts';
export {
  type CounterexampleSearch,
  type Find,
  findCounterexamples,
  type SearchResult,
} from './counterexamples/find-counterexamples.ts';
export { caseFromRun } from './datasets/case-from-run.ts';
export { datasetHash, taskHash } from './datasets/dataset-hash.ts';
export { type FindPersonalData, type Masked, Masking } from './datasets/mask-secrets.ts';
export { type CaseFormat, type ReadCases, readCases } from './datasets/read-cases.ts';
export type { ReadProblem } from './datasets/read-yaml.ts';
export {
  type CaseOf,
  defaultShares,
  SealedCases,
  type Shares,
  type SplitCases,
  splitCases,
} from './datasets/split-cases.ts';
export {
  type ParaphrasePort,
  paraphrasesOf,
  type VariantKind,
  variantKinds,
  variantsOf,
} from './datasets/variants.ts';
export type { CelFacts, EmbeddingPort, Engines } from './engines.ts';
export { type AttestedFacts, attestationCovers, type StalePart } from './gates/attestation-covers.ts';
export {
  decideGate,
  type GateDecision,
  type GateInput,
  type GateReason,
  type GateReasonCode,
  gateReasonCodes,
} from './gates/decide-gate.ts';
export {
  type BehaviourDiff,
  type CaseDiff,
  diffBehaviour,
  type Flip,
  flips,
} from './gates/diff-behaviour.ts';
export { evaluatorVersion } from './gates/evaluator-version.ts';
export { type GatePolicy, gatePolicy } from './gates/gate-policy.ts';
export type { TestedCase, TestedTrial, TestedVersion } from './gates/tested-version.ts';
export { evaluateIdea, type IdeaInput } from './ideas/evaluate-idea.ts';
export { importOpenaiEval, type OpenaiEvalImport } from './import/import-openai-eval.ts';
export { importPromptfoo, type PromptfooImport } from './import/import-promptfoo.ts';
export type { ImportNote } from './import/note.ts';
export type { JudgePort, JudgeQuestion, JudgeReply } from './judge-port.ts';
export { askCriterion, type CriterionResult, type Judged } from './judges/ask-criterion.ts';
export { askPair, type Pair, type PairResult } from './judges/ask-pair.ts';
export { askAboutItems, type Calibration, calibrationOf, type Opinion } from './judges/calibrate-judge.ts';
export { checkOrder, type OrderCheck } from './judges/check-order.ts';
export { judgeConflict, refuseSelfJudging } from './judges/judge-conflict.ts';
export { type JudgeBars, type JudgeStanding, judgeBars, judgeStanding } from './judges/judge-standing.ts';
export { type LabelledItem, labelledItems } from './judges/labelled-item.ts';
export type { Json, Observation, ObservedCall, ObservedInvariant } from './observation.ts';
export {
  buildReport,
  type ReportedCase,
  type ReportedTrial,
  type ReportInput,
} from './reports/build-report.ts';
export { compareReports } from './reports/compare-reports.ts';
export { reportAsGithubAnnotations } from './reports/report-as-github-annotations.ts';
export { reportAsHtml } from './reports/report-as-html.ts';
export { reportAsJson } from './reports/report-as-json.ts';
export { reportAsJunit } from './reports/report-as-junit.ts';
export { reportAsMarkdown } from './reports/report-as-markdown.ts';
export { type TrendPoint, trendOf } from './reports/trend-of.ts';
export { type BootstrapOptions, bootstrapInterval } from './statistics/bootstrap-interval.ts';
export { caseRates } from './statistics/case-rates.ts';
export { casesNeeded, type PlannedComparison } from './statistics/cases-needed.ts';
export {
  type Comparison,
  type ComparisonInput,
  compareSeveral,
  compareVersions,
} from './statistics/compare-versions.ts';
export type { CaseCount, Estimate, Interval } from './statistics/estimate.ts';
export { holm } from './statistics/holm.ts';
export { cohensKappa } from './statistics/kappa.ts';
export { type Discordant, mcNemar } from './statistics/mcnemar.ts';
export { largestK, passAt, passAtShares, passHat, passHatShares } from './statistics/pass-rates.ts';
export { randomisationTest } from './statistics/randomisation-test.ts';
export { rateInterval } from './statistics/rate-interval.ts';
export { type Confusion, type RaterAgreement, raterAgreement } from './statistics/rater-agreement.ts';
export { type Random, seededRandom } from './statistics/seeded-random.ts';
export {
  type SequentialEvidence,
  sequentialComparison,
  sequentialPassRate,
} from './statistics/sequential.ts';
export { wilsonInterval } from './statistics/wilson-interval.ts';
export { type ExpectedStep, matchSequence, type SequenceMatch } from './trajectory/match-sequence.ts';
export { type AssertionResult, type Fault, faults, type Verdict, verdicts } from './verdict.ts';
