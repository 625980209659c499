import { isPlaceholder } from './placeholders.ts';
import { MARK } from './tokens.ts';

/** What all of them hold: most lines do not. */
const SIGN = /eyJ|bearer|basic/iu;
const BEARER = /(bearer(?:\s|%20|\+){1,4})(?![A-Z]?[a-z_-]{1,19}[.:]?(?:\s|$))([^\s"'`<>,;)\\]{6,})/giu;
const BASIC = /(basic(?:\s|%20|\+){1,4})([A-Za-z0-9+/_-]{6,}={0,2})/giu;
// The whole run, so that a long one is looked at once.
const JWT_RUN = /eyJ[\w.-]*[\w-]/gu;

/** Redacts JSON Web Tokens and what follows `Bearer` and `Basic`, but not where the next word is just a word. */
export function redactHeaders(text: string): string {
  if (!SIGN.test(text)) return text;
  return text
    .replace(JWT_RUN, (run: string, at: number, whole: string) =>
      isJwt(run, whole.slice(at - 1, at)) ? MARK : run,
    )
    .replace(BEARER, (all: string, lead: string, value: string) =>
      isPlaceholder(value) ? all : `${lead}${MARK}`,
    )
    .replace(BASIC, (all: string, lead: string, value: string) =>
      areCredentials(value) ? `${lead}${MARK}` : all,
    );
}

/** A signed one has two parts of JSON; an encrypted one has five parts, of which the first is JSON. */
function isJwt(run: string, before: string): boolean {
  return (
    run.includes('.eyJ') || (!/[A-Za-z0-9]/u.test(before) && /^[\w-]{10,}\.[\w-]*\.[\w-]{10,}/u.test(run))
  );
}

/** Base64 of a user and a password, or at least no word. */
function areCredentials(value: string): boolean {
  if (/^(?=.{16})(?=.{0,80}[a-z])(?=.{0,80}[A-Z])(?=.{0,80}[\d+/=])/u.test(value)) return true;
  const base64 = value.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  // The flags i and u let ſ and the sign of the kelvin pass for letters.
  if (!/^[A-Za-z0-9+/]*$/u.test(base64)) return false;
  return atob(base64.slice(0, base64.length - (base64.length % 4))).includes(':');
}
