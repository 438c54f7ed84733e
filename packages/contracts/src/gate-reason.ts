import { z } from 'zod';

/** One thing that keeps a gate shut, with the cases that it was seen in. */
export const gateReasonSchema = z.object({
  code: z.string(),
  message: z.string(),
  cases: z.array(z.string()),
});
export type GateReasonView = z.infer<typeof gateReasonSchema>;
