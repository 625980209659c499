/** True if some text matches both, where `*` stands for anything in either. */
export function overlap(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*'))
    return overlap(one.slice(1), other) || (other !== '' && overlap(one, other.slice(1)));
  if (other.startsWith('*')) return overlap(other, one);
  return (
    one !== '' && other !== '' && one.startsWith(other.charAt(0)) && overlap(one.slice(1), other.slice(1))
  );
}
