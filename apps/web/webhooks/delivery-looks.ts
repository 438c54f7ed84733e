/** One word and one colour for each state of a delivery, everywhere. */
export const deliveryLooks = {
  pending: { label: 'On its way', look: 'text-info' },
  succeeded: { label: 'Arrived', look: 'text-positive' },
  failed: { label: 'Given up', look: 'text-danger' },
} as const;
