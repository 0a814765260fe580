// Numbers in words, as each language writes them.

export const count = (value: number) => value.toLocaleString("ja-JP");
export const countEn = (value: number) => value.toLocaleString("en-GB");

/** `1 line`, `2 lines`. */
export const some = (value: number, one: string, many = `${one}s`) =>
  `${countEn(value)} ${value === 1 ? one : many}`;
