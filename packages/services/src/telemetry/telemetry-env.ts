import { AppError } from '@agent-factory/contracts';
import { z } from 'zod';

/** OpenTelemetry's own variables, as far as they are read here. */
export interface TelemetryEnv {
  /** Where OTLP is sent; null sends nothing. */
  endpoint: string | null;
  serviceName: string;
  metricIntervalMs: number;
  /** Whether prompts and answers go into spans. */
  captureContent: boolean;
}

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

const schema = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SDK_DISABLED: flag,
  OTEL_SERVICE_NAME: z.string().default('agent-factory'),
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce.number().int().min(100).default(60_000),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: flag,
});

/** Throws `invalid_input` that names the variable. */
export function parseTelemetryEnv(env: Readonly<Record<string, string | undefined>>): TelemetryEnv {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new AppError('invalid_input', `Not valid: ${names}.`);
  }
  const { data } = parsed;
  return {
    endpoint: data.OTEL_SDK_DISABLED ? null : (data.OTEL_EXPORTER_OTLP_ENDPOINT ?? null),
    serviceName: data.OTEL_SERVICE_NAME,
    metricIntervalMs: data.OTEL_METRIC_EXPORT_INTERVAL,
    captureContent: data.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT,
  };
}
