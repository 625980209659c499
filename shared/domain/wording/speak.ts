import type { Language } from '../settings.ts';
import { en } from './en.ts';
import type { Catalogue, TextKey } from './en.ts';
import { fill } from './fill.ts';
import { zhCn } from './zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, 'zh-CN': zhCn };

/** Says a text of the catalogue with its places filled. */
export type Speak = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The voice of one language. */
export function speaker(language: Language): Speak {
  const catalogue = CATALOGUES[language];
  return (key, values = {}) => fill(catalogue[key], values);
}
