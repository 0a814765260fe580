interface Filled {
  value: string;
  required: boolean;
}

/** The next field after this one, and then from the first on, that has to be filled in and is not. */
export function nextEmpty<One extends Filled>(fields: One[], at: Filled): One | undefined {
  const from = fields.findIndex((one) => one === at) + 1;
  return [...fields.slice(from), ...fields.slice(0, from)].find((one) => one !== at && one.required && one.value.trim() === "");
}
