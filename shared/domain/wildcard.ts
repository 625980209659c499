/** True if the name matches the pattern, in which `*` stands for any run of characters, as in EventBridge's patterns. */
export function matchesWildcard(pattern: string, name: string): boolean {
  // Greedy search part by part: linear in practice and, unlike a regular expression, never exponential.
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
