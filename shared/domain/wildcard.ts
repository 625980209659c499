/** True if the name matches the pattern, in which `*` stands for any run of characters, as in EventBridge's patterns. */
export function matchesWildcard(pattern: string, name: string): boolean {
  const first = pattern.indexOf('*');
  if (first === -1) return name === pattern;
  const last = pattern.lastIndexOf('*');
  const end = name.length - (pattern.length - last - 1);
  if (end < first || !name.startsWith(pattern.slice(0, first)) || !name.endsWith(pattern.slice(last + 1)))
    return false;
  // Greedy search part by part: linear in practice and, unlike a regular expression, never exponential.
  let from = first;
  for (const part of pattern.slice(first, last).split('*')) {
    const found = name.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
