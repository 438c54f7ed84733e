/** The `type` of Stripe's error objects (https://docs.stripe.com/api/errors). */
export type StripeErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export interface StripeErrorFields {
  type: StripeErrorType;
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  [key: string]: unknown;
}

/** A refusal in Stripe's own words. */
export class StripeError extends Error {
  readonly status: number;
  readonly fields: StripeErrorFields;
  /** Whether what was done until then stays: a declined card leaves a failed charge behind. */
  readonly keeps: boolean;

  constructor(status: number, fields: StripeErrorFields, options: { keeps?: boolean } = {}) {
    super(fields.message);
    this.name = 'StripeError';
    this.status = status;
    this.fields = fields;
    this.keeps = options.keeps ?? false;
  }

  /** The body of the answer; every code of Stripe's has a page that explains it. */
  get body(): { error: StripeErrorFields } {
    const { code } = this.fields;
    if (code === undefined) return { error: this.fields };
    const page = `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
    return { error: { ...this.fields, doc_url: page } };
  }
}

/** 400 for what the caller asked wrongly. */
export function invalidRequest(
  message: string,
  options: { code?: string; param?: string } = {},
): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...options });
}

/** 404, or 400 where the id stood in a parameter, as Stripe tells the two apart. */
export function missingObject(kind: string, id: string, param = 'id', status: 400 | 404 = 404): StripeError {
  return new StripeError(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind.replaceAll('.', ' ').replaceAll('_', ' ')}: '${id}'`,
    param,
  });
}
