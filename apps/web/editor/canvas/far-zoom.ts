/** Smaller than this nodes show their shape alone: their words could not be read. */
export const farZoom = 0.4;
