import { english, type Texts } from './en.ts';
import { chinese } from './zh.ts';

export type Language = 'en' | 'zh';

export type { Texts };

export function textsOf(language: Language): Texts {
  return language === 'zh' ? chinese : english;
}

export function languageOf(tag: string | null | undefined): Language {
  return tag?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The language tag for `Intl`. */
export function locale(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}
