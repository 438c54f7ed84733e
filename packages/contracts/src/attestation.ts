import { z } from 'zod';
import { agentIdSchema, teamIdSchema } from './ids.ts';

/** The version of this form. An attestation of another form is another thing and says so. */
export const attestationFormat = 'agentfactory.attestation/v1';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** A model by the name that was asked for (which may be an alias) and the one that really answered. */
const answeredModelSchema = z.strictObject({ asked: z.string(), answered: z.string() });

/**
 * That one version of an agent was tested, and how: bound to everything which, were it another, could have let it end
 * otherwise. It holds no content of cases or answers.
 */
export const attestationSchema = z.strictObject({
  format: z.literal(attestationFormat),
  team_id: teamIdSchema,
  agent_id: agentIdSchema,
  agent: z.string(),
  spec_hash: z.string(),
  /** The test run that this says something about. */
  test_run: z.string(),
  /** `version` is the hash of the dataset's content. */
  dataset: z.strictObject({ id: z.string(), version: z.string() }),
  /** Of the code that judged; another may judge otherwise. */
  evaluator_version: z.string(),
  /** Of the agent and of its judges, each asked-for name once, by name. */
  models: z.array(answeredModelSchema),
  judges: z.array(answeredModelSchema),
  /** Whatever else the outcome may hang on: temperature, trials, provider, stubs. By name. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  result: z.strictObject({
    cases: count,
    trials: count,
    passed: count,
    failed: count,
    /** Trials that nobody could judge. */
    errors: count,
    inconclusive: count,
    /** Mean over cases, with its 95 % interval. Null where no trial was judged. */
    pass_rate: z.strictObject({ value: share, low: share, high: share }).nullable(),
  }),
  gate: z.strictObject({
    open: z.boolean(),
    /** Codes of what kept it shut. */
    reasons: z.array(z.string()),
    min_pass_rate: share,
    /** The spec that it was compared with; null for the first. */
    baseline_spec_hash: z.string().nullable(),
  }),
  attested_at: z.iso.datetime(),
  /** Thumbprint (RFC 7638) of the key that signed. */
  key_id: z.string(),
  /** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of everything else, in base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type Attestation = z.infer<typeof attestationSchema>;

/** What is signed: everything but the signature. */
export type AttestationBody = Omit<Attestation, 'signature'>;
