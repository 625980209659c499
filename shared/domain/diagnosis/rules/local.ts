/**
 * Addresses of the build's own: the loopback, the metadata service, private addresses that no public name stands
 * beside, ports of databases, hosts without a dot as containers have. What does not answer there will not the next
 * time either.
 */
export const LOCAL =
  /\b127\.(?!0\.0\.(?:11|53):53\b)\d{1,3}\.\d{1,3}\.\d{1,3}\b|\blocalhost\b|(?:^|[^\w:])::1\b|\b0\.0\.0\.0\b|\.docker\.internal\b|\.sock\b|\b169\.254\.|\b(?:MySQL server|SQLSTATE|psql:|OperationalError|PSQLException|CommunicationsException|java\.sql|jdbc:|redis\.exceptions)|\b(?:Mongo|Redis)\w{0,20}(?:Error|Exception)\b|\bhost=["'][\w-]{1,60}["']|:(?:1433|3306|5432|5672|6379|9092|27017)\b|\bhttps?:\/\/[\w-]{1,60}(?::\d{1,5}|)(?:[/"'\s]|$)|^(?!.{0,400}\bhttps?:\/\/[\w-]{1,60}\.[a-z]).{0,400}\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.]{0,4}:\d{1,5}->)/i;

/** Checks of one's own application: where it answers badly, it is ill; registries and forges recover. */
export const OWN =
  /\bhealth|\bsmoke|\bexpected\b|\bunhealthy\b|\bassert|\bverification\b|\bprobe\b|\breadiness\b/i;

/** That AWS throttled a call, which stands in errors of any code; no name of something that is called so. */
export const THROTTLED =
  /(?:^|[^\w/-])throttl(?:ing|ed)(?:Exception|Error|)(?![\w-])|\brate ?exceeded\b|\b(?:EC2|Request)Throttled|\brequest ?limit ?exceeded|\brate[- ]limit|\btoo ?many ?requests(?:Exception|)\b/i;

/** A pattern that finds what either of two finds. */
export const either = (one: RegExp, other: RegExp): RegExp =>
  new RegExp(`${one.source}|${other.source}`, 'i');
