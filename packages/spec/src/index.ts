export {
  type AgentSpec,
  agentSpecSchema,
  apiVersion,
  defaultMemory,
  defaultSilence,
  type Limits,
  limitOf,
  type Memory,
  type ModelChoice,
  type ModelTask,
  modelTasks,
  type Silence,
  type ToolRef,
} from './agent-spec.ts';
export type { BuiltinTool } from './builtin-tool.ts';
export {
  builtinTool,
  builtinTools,
  toolGroups,
  toolsBehind,
} from './builtin-tools.ts';
export { calledAgents } from './called-agents.ts';
export { canonicalSpec, specHash } from './canonical.ts';
export { type CatalogueEntry, type DiagnosticCode, diagnosticCatalogue } from './catalogue.ts';
export { type ChangeRisk, changeRisks, diffSpecs, type SpecChange } from './change/diff-specs.ts';
export { isTightening, type Tightening } from './change/is-tightening.ts';
export {
  type Comparison,
  type Condition,
  type ConditionKind,
  type ConditionRoot,
  type Conditions,
  comparisons,
  conditionRoots,
  type Field,
  type TextTest,
  textTests,
  type UsageFigure,
  usageFigures,
} from './conditions/condition.ts';
export { readConditions } from './conditions/read-conditions.ts';
export { writeConditions } from './conditions/write-conditions.ts';
export { describeOperation } from './edit/describe-operation.ts';
export { type EditProblem, type EditProblemCode, editProblemCodes } from './edit/edit-problem.ts';
export { editSpec, type SpecEdit } from './edit/edit-spec.ts';
export type { Authored, SchemaSide, SpecOperation, SpecOperationType } from './edit/operation.ts';
export { pathAt, pathsAt, placeOf } from './edit/path-at.ts';
export { readSnippet, writeSnippet } from './edit/snippet.ts';
export { type SpecContent, specContent } from './edit/spec-content.ts';
export { applyEdits, composeEdits, invertEdits, type TextEdit } from './edit/text-edit.ts';
export { asInput, bareQuery } from './evaluate/bare-query.ts';
export { canonicalJson } from './evaluate/canonical-json.ts';
export {
  type CelContext,
  CelError,
  type CompiledCel,
  celVariables,
  compileCel,
  compileEdgeCel,
  type EdgeContext,
} from './evaluate/cel.ts';
export { celFunctions } from './evaluate/cel-bounds.ts';
export { type CompiledCheck, compileCheck } from './evaluate/compile-check.ts';
export { type Crossing, textOf } from './evaluate/crossing.ts';
export { holdAgainst, type RuleVerdict, redactCrossing } from './evaluate/hold-against.ts';
export { compileJsonSchema, SchemaError, type SchemaViolation } from './evaluate/json-schema-validator.ts';
export { type CompiledPattern, compilePattern, PatternError } from './evaluate/pattern.ts';
export { findPii, type PiiMatch, redactPii } from './evaluate/pii.ts';
export { formatSpec } from './format-spec.ts';
export type {
  GraphEdge,
  GraphEdgeKind,
  GraphNode,
  GraphNodeKind,
  GraphRule,
  SpecGraph,
} from './graph/graph.ts';
export { specGraph } from './graph/spec-graph.ts';
export {
  type Invariant,
  type InvariantCheck,
  type InvariantCheckKind,
  type PiiKind,
  piiKinds,
} from './invariant.ts';
export type { JsonSchema, JsonValue } from './json-schema.ts';
export { type ParsedInvariant, parseInvariant } from './parse-invariant.ts';
export { type ParsedSpec, parseSpec } from './parse-spec.ts';
export { enforcedBoundaries, runnability } from './runnability.ts';
export { specJsonSchema } from './spec-json-schema.ts';
export type { Assertion, AssertionKind, Gates, SpecTest } from './spec-test.ts';
export { specToText } from './spec-to-text.ts';
export { specToValue } from './spec-value.ts';
export {
  type Spec,
  specSchema,
  type TeamEdge,
  type TeamMember,
  type TeamPattern,
  type TeamSpec,
  teamPatterns,
  teamSpecSchema,
} from './team-spec.ts';
export { createLocator, type Locator } from './text/locate.ts';
export { toolNameOf } from './tool-name.ts';
export { withModel } from './with-model.ts';
