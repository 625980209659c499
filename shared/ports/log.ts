/** Writes one fact as one JSON line: a code of the catalogue and ids, never payloads, tokens or addresses. */
export interface Log {
  info(code: string, fields: Readonly<Record<string, unknown>>): void;
  warn(code: string, fields: Readonly<Record<string, unknown>>): void;
  error(code: string, fields: Readonly<Record<string, unknown>>): void;
}
