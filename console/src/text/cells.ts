/** How many cells of a fixed width the first characters of a line take: letters of East Asia take two. */
export function cellsBefore(line: string, index: number): number {
  let cells = 0;
  for (const one of line.slice(0, index)) cells += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(one) ? 2 : 1;
  return cells;
}
