import { type Locale, locales } from '#contracts/playbook.ts';

/** The visitor's language among ours: asked for by name, else by the order of Accept-Language, else English. */
export function localeOf(asked: string | undefined, acceptLanguage: string | undefined): Locale {
  const wanted = [asked ?? '', ...(acceptLanguage ?? '').split(',')].map((tag) => tag.trim().slice(0, 2).toLowerCase());

  return wanted.map((tag) => locales.find((locale) => locale === tag)).find((locale) => locale !== undefined) ?? 'en';
}
