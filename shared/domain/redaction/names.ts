// Nothing looks for the beginning of a name: it stays, whatever it is, and long words cost no more than once.
const ANYWHERE = String.raw`password|passwd|passphrase|passcode|api[ _-]?key|private[ _-]?key|credentials?`;
const LAST = [
  String.raw`tokens?|secrets?|access[ _-]?key[ _-]?id|(?:access|account|secret)[ _-]?key|authorization|signature|pwd`,
  String.raw`(?:shared[_-]?access|auth|encryption|signing|master|session|deploy|license|ssh|storage|service|app)[_-]?key`,
  String.raw`(?<=[_:])auth|(?<=["'])auth(?=\\{0,4}["'])|(?<=[?&])(?:sig|auth|pass)`,
  String.raw`(?<=[_-]|(?:db|user|smtp|mysql|root|admin|ldap|redis))pass`,
].join('|');
/** What makes it a name for something about the secret. */
const ABOUT = String.raw`(?![_-]?(?:file|path|arn|name|type|policy|length|expir\w{0,10}|age|stdin|id|ttl|ur[li]|endpoint|count|limit|field|prompt)(?![a-z]))`;
const MORE = String.raw`(?:|_[a-z0-9_]{1,32}|[.-]?(?:value|key|string|text|base|data|plain|raw)|\d{1,3})`;
const CLOSING = String.raw`(?<close>\\{0,4}["'\u0060]|["']?\]|[^\S\n]\[(?:None|\*[\w*]{1,24})\]|&quot;|&#3[49];|%22|)`;
const SEPARATORS = [
  String.raw`[^\S\n]{0,8}(?::=|=>|\?=|={1,3}|:|%3[AD])[^\S\n]{0,8}`,
  String.raw`,[^\S\n]{0,4}\\{0,4}["']?(?:parameter)?value\\{0,4}["']?[^\S\n]{0,4}[:=][^\S\n]{0,4}`,
  String.raw`>`,
  String.raw`[^\S\n]{1,8}`,
].join('|');

/** A name that says that a secret follows, up to where the secret begins. */
export const ASSIGNMENT = new RegExp(
  `(?<word>(?:${ANYWHERE})${ABOUT}[\\w-]{0,32}|(?:${LAST})${ABOUT}${MORE})${CLOSING}(?<separator>${SEPARATORS})`,
  'giu',
);

/** Commands that take a secret as a short option or as a part of one. */
export const OPTIONS: readonly RegExp[] = [
  /\blogin\b[^\n|;&]{0,200}?\s-p(?!rofile|assword|ort\b|latform)[\s=]{0,4}/giu,
  /\bsshpass\s+-p\s{0,4}/giu,
  /\b(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump)\b[^\n|;&]{0,200}?\s-p(?=\S)/gu,
  /\bredis-cli\b[^\n|;&]{0,200}?\s-a\s{1,4}/gu,
  /\bcurl\b[^\n|;]{0,300}?\s(?:-u|-U|--user|--proxy-user)[\s=]{0,4}["']?[^\s:"']{1,64}:/gu,
  /\blogin\s{1,4}\S{1,64}\s{1,4}password\s{1,4}/giu,
  /\s-pass(?:in|out|)\s{1,4}["']?pass:/gu,
  /\bidentified\s{1,4}by\s{1,4}(?:password\s{1,4}|)(?=["'])/giu,
];

/** A part of each name and each command above: most lines hold none, and need not be asked for all of them. */
export const SIGN =
  /pass|key|credential|token|secret|auth|sig|pwd|login|mysql|mariadb|redis-cli|curl|identified/iu;
