// CSI (colours, cursor), OSC and its kin (titles, links) with their text, character sets, single-letter escapes.
const ESCAPES =
  /(?:\u001B\[|\u009B)[0-?]{0,32}[ -/]{0,4}[@-~]|\u001B[P\]X^_][^\u0007\u001B]{0,2048}(?:\u0007|\u001B\\)|\u001B[ -/]{1,3}[0-~]|\u001B[@-Z\\-_]/gu;
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
// Joiners and selectors mean something between letters of other scripts and emoji, and nothing inside of ASCII.
const HIDDEN_IN_ASCII =
  /(?<![^\t-\r -~])[\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]+(?![^\t-\r -~])/gu;
// How programs that log JSON, and shells, write such characters: \u001b, \x1b, \033, ^[; blanks stay as they are.
const WRITTEN =
  /\\u(?<code>00(?:0[0-8ef]|1[\da-f]|7f|ad)|200[b-f]|202[a-e]|206[\da-f]|feff)|(?:\\(?:x1b|0?33|e)|\^\[)(?=\[)/giu;
const PLAIN = /^[\t-\r -~]*$/u;

/** Without terminal escapes, direction and invisible characters. */
export function withoutEscapes(text: string): string {
  // Escapes first, else their letters would stay behind when the escape character goes.
  return text.replace(ESCAPES, '').replace(INVISIBLE, '');
}

/** Without anything that can hide inside of a word, so that a secret can be recognised as a reader would. */
export function asRead(text: string): string {
  const mayBeWritten = text.includes('\\') || text.includes('^[');
  const decoded = mayBeWritten ? withoutWriting(text) : text;
  return PLAIN.test(decoded) ? decoded : withoutEscapes(decoded).replace(HIDDEN_IN_ASCII, '');
}

function withoutWriting(text: string): string {
  return text.replace(WRITTEN, (_, code: string | undefined) =>
    String.fromCharCode(parseInt(code ?? '1b', 16)),
  );
}
