/** Values that stand where a secret would: references to one, masks, and the words of programs that speak of one. */

const REFERENCE =
  /^(?:\[REDACTED\]|\$\{[\w.]{1,64}\}|\$[A-Z_][A-Z0-9_]{0,64}|\$[A-Za-z_]{1,40}|%[A-Z_]{1,64}%|<[a-z][a-z _-]{0,40}>|\*{3,}|[xX]{4,}|\.{3,}|…)[^A-Za-z0-9]*$/u;
const REFERENCE_START =
  /^(?:\$\$?\(|\$\{\{|\{\{|arn:aws|(?:id|type)=\w|!(?:Ref|Sub|GetAtt|ImportValue|Join|Select|FindInMap|If|vault|reference)\b|\((?:sensitive|known)\b)/u;
const WORD =
  /^(?:null|none|nil|undefined|true|false|yes|no|on|off|required|optional|missing|invalid|expired|incorrect|wrong|denied|rejected|revoked|empty|unset|not|is|was|are|has|have|must|may|can|cannot|could|should|does|did|will|for|from|in|of|and|or|with|the|a|an|to|string|number|boolean|bool|str|int|any|unknown|void|never|object|bytes|changed|updated|created|deleted|rotated|redacted|hidden|masked|sensitive|latest|default|error|failed|failure|permission|access|inherit|read|write|plaintext|parameter_store|secrets_manager)[^A-Za-z0-9]*$/iu;
// `asn1: structure error`, `ResourceNotFoundException: Secrets Manager can't find it`, `429 Too Many Requests`
const OF_A_SENTENCE =
  /^(?:(?:[A-Z]?[a-z]{1,15}|[A-Z]{1,10})[^A-Za-z0-9]*|[A-Za-z]{1,60}(?::|(?:Exception|Error|Fault)[^A-Za-z0-9]*)|[a-z][a-z0-9./]{0,11}:|\d{1,5}[^A-Za-z0-9]*|https?:.*)$/u;

/** Whether a value is no secret but a reference to one, a mask, or nothing. */
export function isPlaceholder(value: string): boolean {
  return REFERENCE.test(value) || REFERENCE_START.test(value) || WORD.test(value);
}

/** Whether what follows `token:` in a sentence just goes on with the sentence. */
export function isProse(value: string): boolean {
  return OF_A_SENTENCE.test(value);
}
