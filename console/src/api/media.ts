/** Media types of files that the server gives out, and how their names end. */
export const fileForms = {
  csv: { accept: "text/csv", ending: "csv" },
  xlsx: { accept: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ending: "xlsx" },
  "json-lines": { accept: "application/x-ndjson", ending: "ndjson" },
  ocsf: { accept: "application/x-ndjson", ending: "ndjson" },
  pdf: { accept: "application/pdf", ending: "pdf" },
} as const;
