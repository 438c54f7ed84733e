/** Remembers whether the rail is `open` or `collapsed`. */
export const railCookie = 'rail';
