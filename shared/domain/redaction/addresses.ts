import { isPlaceholder } from './placeholders.ts';
import { MARK } from './tokens.ts';

// `https://`, `https:\/\/` in JSON, and the `https:/user:password@` that some programs make of it.
const AUTHORITY_START = /(:\\?\/(?:\\?\/|(?=[^\s/:@]{1,64}:)))/u;
const HOST_AND_PORT = /^(?:\[[\da-f:.]*\]|[^:]*)(?::(?:\d{0,5}|\$\{?\w{1,64}\}?)|)$/iu;
/** `user:password@host`, `user:password@tcp(host)` as Go writes it, `thin:user/password@host` as Oracle does. */
const BEFORE_HOST =
  /(?<=(?<!mailto):)[^\s:@"'<>,;()/\\][^\s:@"'<>,;()]{0,255}(?=@(?:[\w-]{1,63}\.[A-Za-z]|(?:tcp|udp|unix)\())|(?<=:(?:thin|oci8?):)[^\s@]{1,256}(?=@)/giu;
// The last label is letters, so that package@1.2.3 is no address; git@ is nobody's, and what is left in a URL is a mask.
const MAIL_DOMAIN =
  /(?<=[^\s@<>()[\],;:])(?<!(?:^|[\s<>()[\]"',;:/=])git|(?<!mailto):\/\/[^\s/]{1,128})@[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,253}\.(?:[A-Za-z]{2,24}|\p{L}{2,24})/gu;

/** Redacts user and password in URLs; a remote such as `ssh://git@host` stays as it is. */
export function redactUserinfo(text: string): string {
  if (!text.includes('@')) return text;
  const [first, ...rest] = text.split(AUTHORITY_START);
  const isWhole = (start: string | undefined): boolean => /\/\\?\/$/u.test(String(start));
  return [
    first,
    ...rest.map((part, index) => (index % 2 === 0 ? part : withoutUserinfo(part, isWhole(rest[index - 1])))),
  ].join('');
}

/** Redacts passwords before a host that has no scheme; a word there is rather a person's name or a tag. */
export function redactPasswordsOfHosts(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(BEFORE_HOST, (password) =>
    isPlaceholder(password) || /^[A-Za-z._+/-]*$/u.test(password) ? password : MARK,
  );
}

/** `someone@example.com` becomes `someone`: addresses of people are never sent on. */
export function withoutMailDomains(text: string): string {
  return text.includes('@') ? text.replace(MAIL_DOMAIN, '') : text;
}

function withoutUserinfo(part: string, isWhole: boolean): string {
  const run = part.replace(/\s.*$/su, '');
  const authority = run.replace(/[/?#;"'`<>\\].*$/su, '');
  const inAuthority = authority.lastIndexOf('@');
  // A password may hold a slash that was not encoded, but a path may hold an @ after a host with its port.
  const end = inAuthority >= 0 || HOST_AND_PORT.test(authority) ? inAuthority : run.lastIndexOf('@');
  const userinfo = part.slice(0, Math.max(0, end));
  if (userinfo === '' || isHarmless(userinfo) || (!isWhole && !userinfo.includes(':'))) return part;
  // `docker://nginx@sha256:…`
  return /^@sha\d{3}:/u.test(part.slice(end, end + 8)) ? part : `${MARK}${part.slice(end)}`;
}

function isHarmless(userinfo: string): boolean {
  const colon = userinfo.indexOf(':');
  const user = userinfo.slice(0, Math.max(0, colon));
  return userinfo === 'git' || (isPlaceholder(userinfo.slice(colon + 1)) && /^[\w.${}-]{0,64}$/u.test(user));
}
