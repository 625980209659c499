/** Writes one fact as one JSON line: a code of the catalogue and ids, never payloads, tokens or addresses. */
export interface Log {
  info(code: string, fields: Readonly<Record<string, unknown>>): void;
  warn(code: string, fields: Readonly<Record<string, unknown>>): void;
  error(code: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Is told of an item, by its id, which of its parts make no sense and count as missing: another release may have written them. */
export type PassedOver = (id: string, parts: readonly string[]) => void;
