/** The text with each `{name}` replaced by the value of that name; a place without a value stays. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  // A function as replacement: a value that holds `$&` is text, not an instruction.
  return text.replace(/\{([a-z]+)\}/gu, (place, name: string) => String(values[name] ?? place));
}
