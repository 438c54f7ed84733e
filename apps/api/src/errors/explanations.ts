import type { ProblemCode } from '@agent-factory/contracts';

/** What a caller can do about each refusal; shown at `/problems/{code}`. */
export const problemExplanations: Readonly<Record<ProblemCode, string>> = {
  invalid_input:
    'A parameter or the body is not what this address takes. `detail` names each field and what it must be.',
  invalid_spec:
    'The spec has errors. `errors` lists every one with its code, its range in the text and a hint.',
  spec_not_runnable:
    'The spec is valid, but this version of the platform cannot run every part of it yet. `detail` names the parts; nothing is skipped silently.',
  unauthenticated:
    'Send `Authorization: Bearer <access token or API key>` with one that is valid. Refresh the token, sign in again, or make a new key.',
  forbidden:
    'Your role in this team, or the scopes of the API key, do not allow it. Ask an owner or admin of the team.',
  second_factor_required:
    'Your account has a second factor, or this team asks for one. Verify a code (`POST /auth/v1/factors/{id}/challenge` and `/verify`) and go on with the access token that you are given; `detail` says which of the two it is.',
  not_found:
    'There is no such thing in this team. What belongs to another team answers the same; choose the team with the header `x-team-id`.',
  conflict:
    'The thing has changed since you read it, or is in a state that does not allow this. Read it again and repeat.',
  gate_shut:
    'The gate in front of this label or listing is shut. `reasons`, or `detail`, says what keeps it so: run the tests, mend what fails, have the results attested (`POST /v1/agents/{id}/attestations`), then move the label or publish again.',
  name_taken:
    'A team has one agent of each name. Choose another `name` in the spec, or delete the other agent.',
  idempotency_mismatch:
    'This `Idempotency-Key` was sent before with another body. Use a new key for a new request.',
  payload_too_large: 'A body may have 1 MB, a spec 256 KB.',
  rate_limited: 'Wait as long as `Retry-After` says, then repeat.',
  quota_exceeded:
    'The team has used up the runs or tokens of this period. `quota` says how many, and when the next period begins, as `Retry-After` does. Wait, or ask for a larger plan.',
  purchase_required:
    'Your team does not own this template. Buy it, or take it where it costs nothing (`POST /v1/marketplace/templates/{id}/purchase`), and repeat.',
  no_model_available:
    'No configured model can take the call. Configure a provider, or loosen the pins and limits of the spec.',
  provider_failed: 'Every model that could take the call failed. Repeat later.',
  cost_ceiling:
    'The next model call could have cost more than `limits.maxCostUsd` leaves. Raise the ceiling, or ask for less.',
  limit_exceeded:
    'The run, or something around it, reached `maxSteps`, `maxTokens` or `maxDepth` of its spec.',
  invariant_violated:
    'An invariant of the spec closed the gate. The event `invariant` of the run says which.',
  cancelled: 'Someone asked the run to stop.',
  timed_out: 'It took longer than allowed. Repeat, or raise the limit.',
  unavailable: 'A part of the platform does not answer at the moment. `/health` says which. Repeat later.',
  internal: 'A fault of ours. Repeat; if it stays, report the `request_id`.',
  method_not_allowed: 'This address does not take that method; the header `Allow` names those it takes.',
  unsupported_media_type:
    'Send `application/json`; where a spec is expected also `text/markdown` or `application/yaml`.',
};
