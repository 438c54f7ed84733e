/** How the driver writes a parameter; it is a part of `pg` that its types leave out. */
declare module 'pg/lib/utils.js' {
  const utils: { prepareValue(value: unknown): Buffer | string | null };
  export default utils;
}
