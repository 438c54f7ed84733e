/** What goes wrong on order, so that a caller's retries can be seen at work. */
export type Fault =
  /** The connection breaks before anything was done. */
  | { kind: 'drop_before' }
  /** It is done, and the answer is lost: a timeout after success. */
  | { kind: 'drop_after' }
  /** An answer of this status, and nothing was done. */
  | { kind: 'error_before'; status: number }
  /** It is done, and this is answered instead. */
  | { kind: 'error_after'; status: number }
  /** It is done after a while; its idempotency key is in use until then. */
  | { kind: 'delay'; delayMs: number };

export type FaultOrder = Fault & {
  method?: string | undefined;
  /** Whose paths begin with this, `/v1/payment_intents` say. */
  path?: string | undefined;
  /** How many calls it meets; 1 when undefined. */
  times?: number | undefined;
};

export interface Faults {
  order(fault: FaultOrder): void;
  clear(): void;
  /** The fault that this call meets, if any. */
  take(method: string, url: string): Fault | null;
}

export function createFaults(): Faults {
  let waiting: { order: FaultOrder; left: number }[] = [];
  return {
    order: (fault) => {
      waiting.push({ order: fault, left: fault.times ?? 1 });
    },
    clear: () => {
      waiting = [];
    },
    take(method, url) {
      const met = waiting.find(
        ({ order }) =>
          (order.method === undefined || order.method === method) &&
          (order.path === undefined || url.startsWith(order.path)),
      );
      if (met === undefined) return null;
      met.left -= 1;
      if (met.left <= 0) waiting = waiting.filter((one) => one !== met);
      return met.order;
    },
  };
}
