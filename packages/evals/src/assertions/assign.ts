/**
 * The pairing of rows with columns, each used at most once, that has the highest sum (Kuhn 1955, Munkres 1957; shortest
 * augmenting paths, O(rows² · columns)). `worth` must be rectangular; answers the column of each row, or -1.
 */
export function assign(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  const columns = worth[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return worth.map(() => -1);
  if (rows > columns) {
    const swapped = assign(Array.from({ length: columns }, (_, c) => worth.map((row) => row[c] ?? 0)));
    return worth.map((_, r) => swapped.indexOf(r));
  }
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  /** The row (from 1) that each column (from 1) is given to; 0 for none. */
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(columns + 1);
    do {
      visited[column] = 1;
      const at = rowOf[column] ?? 0;
      let step = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let next = 1; next <= columns; next++) {
        if (visited[next]) continue;
        const cost = -(worth[at - 1]?.[next - 1] ?? 0) - (rowPrice[at] ?? 0) - (columnPrice[next] ?? 0);
        if (cost < (least[next] ?? 0)) {
          least[next] = cost;
          cameFrom[next] = column;
        }
        if ((least[next] ?? 0) < step) {
          step = least[next] ?? 0;
          nearest = next;
        }
      }
      for (let each = 0; each <= columns; each++) {
        if (visited[each]) {
          const owner = rowOf[each] ?? 0;
          rowPrice[owner] = (rowPrice[owner] ?? 0) + step;
          columnPrice[each] = (columnPrice[each] ?? 0) - step;
        } else least[each] = (least[each] ?? 0) - step;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = cameFrom[column] ?? 0) rowOf[column] = rowOf[cameFrom[column] ?? 0] ?? 0;
  }
  const given = worth.map(() => -1);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column] ?? 0;
    if (row > 0) given[row - 1] = column - 1;
  }
  return given;
}
