export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
  /** Its number in the text before and in the one now; 0 where it is not in that. */
  before: number;
  now: number;
}

const most = 4_000_000; // pairs of lines that are compared; beyond, all is taken for other

/** How a text became another, line by line (the longest common run of lines stays). */
export function difference(before: string, now: string): DiffLine[] {
  const old = before === "" ? [] : before.split("\n");
  const fresh = now === "" ? [] : now.split("\n");
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  const left = () => Math.min(old.length, fresh.length) - head;
  while (tail < left() && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  const [rows, columns] = [old.length - head - tail, fresh.length - head - tail];
  const width = columns + 1;
  const small = rows * columns <= most;
  // Of lines behind (i, j) how many are common.
  const common = new Uint32Array(small ? (rows + 1) * width : 0);
  for (let i = rows - 1; small && i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const same = old[head + i] === fresh[head + j];
      const [down = 0, right = 0, both = 0] = [
        common[(i + 1) * width + j],
        common[i * width + j + 1],
        common[(i + 1) * width + j + 1],
      ];
      common[i * width + j] = same ? both + 1 : Math.max(down, right);
    }
  }
  const out: DiffLine[] = [];
  const put = (kind: DiffLine["kind"], i: number, j: number) => {
    const text = (kind === "added" ? fresh[j] : old[i]) ?? "";
    out.push({ kind, text, before: kind === "added" ? 0 : i + 1, now: kind === "removed" ? 0 : j + 1 });
  };
  for (let i = 0; i < head; i += 1) put("same", i, i);
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    if (small && i < rows && j < columns && old[head + i] === fresh[head + j]) {
      put("same", head + i, head + j);
      i += 1;
      j += 1;
    } else if (i < rows && (j === columns || !small || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      put("removed", head + i, head + j);
      i += 1;
    } else {
      put("added", head + i, head + j);
      j += 1;
    }
  }
  for (let k = 0; k < tail; k += 1) put("same", head + rows + k, head + columns + k);
  return out;
}

/** What changed with a few lines around it; a gap stands where lines were left out. */
export function hunks(lines: DiffLine[], around = 3): DiffLine[][] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((one) => one.kind !== "same"),
  );
  const out: DiffLine[][] = [];
  lines.forEach((line, at) => {
    if (!near[at]) return;
    if (!near[at - 1]) out.push([]);
    out.at(-1)?.push(line);
  });
  return out;
}
