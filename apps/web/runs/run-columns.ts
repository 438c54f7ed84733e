/** The columns of a list of runs, on a screen that has room for them. */
export const runColumns =
  'items-center gap-x-4 md:grid-cols-[6.5rem_minmax(0,12rem)_minmax(0,1fr)_minmax(0,8rem)_auto_5.5rem]';
