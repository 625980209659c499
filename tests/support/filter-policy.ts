type Attributes = Readonly<Record<string, string>>;
type Policy = Readonly<Record<string, readonly unknown[]>>;

/**
 * True if SNS would hand a message with these attributes to the subscription, as far as Pipewatch's policies go:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function accepts(policy: Policy, attributes: Attributes): boolean {
  return Object.entries(policy).every(([key, wanted]) =>
    key === '$or'
      ? wanted.some((it) => accepts(it as Policy, attributes))
      : wanted.some((it) => matches(it, attributes[key])),
  );
}

function matches(matcher: unknown, value: string | undefined): boolean {
  if (typeof matcher === 'string') return matcher === value;
  const [[operator, operand] = []] = Object.entries(matcher as object);
  if (operator === 'exists') return (value !== undefined) === operand;
  if (operator === 'prefix') return value?.startsWith(String(operand)) ?? false;
  if (operator === 'suffix') return value?.endsWith(String(operand)) ?? false;
  throw new Error(`no policy of ours uses ${String(operator)}`);
}
