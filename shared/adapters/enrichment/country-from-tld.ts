import { domainToUnicode } from 'node:url';

/**
 * Country codes that the world uses for what they sound like, or that are sold to anybody: they say nothing about a country. After Google's list of
 * country-code domains that it treats as generic, and those that are no country (eu, su, ac).
 */
const generic = new Set(
  'ac ad ag ai am as bz cc cd cf co dj eu fm ga gg gl gq gs im io la ly me ml ms nu pw sc sh so sr st su tk to tv vc vu ws'.split(
    ' ',
  ),
);

/** Domains in other scripts that stand for a country (IANA's root zone database). */
const otherScripts: Readonly<Record<string, string>> = {
  рф: 'RU',
  бел: 'BY',
  укр: 'UA',
  бг: 'BG',
  срб: 'RS',
  мкд: 'MK',
  мон: 'MN',
  қаз: 'KZ',
  ελ: 'GR',
  გე: 'GE',
  հայ: 'AM',
  中国: 'CN',
  中國: 'CN',
  香港: 'HK',
  澳門: 'MO',
  台灣: 'TW',
  台湾: 'TW',
  新加坡: 'SG',
  한국: 'KR',
  ไทย: 'TH',
  ລາວ: 'LA',
  भारत: 'IN',
  বাংলা: 'BD',
  ලංකා: 'LK',
  ישראל: 'IL',
  امارات: 'AE',
  السعودية: 'SA',
  مصر: 'EG',
  قطر: 'QA',
  عمان: 'OM',
  الاردن: 'JO',
  المغرب: 'MA',
  تونس: 'TN',
  الجزائر: 'DZ',
  ایران: 'IR',
  پاکستان: 'PK',
};

/** ISO 3166-1 code of the country a top-level domain stands for; undefined where it would be a guess. */
export function countryFromTld(topLevel: string): string | undefined {
  if (topLevel === 'uk') return 'GB';
  if (/^[a-z]{2}$/.test(topLevel)) return generic.has(topLevel) ? undefined : topLevel.toUpperCase();
  const label = domainToUnicode(topLevel);

  return Object.hasOwn(otherScripts, label) ? otherScripts[label] : undefined;
}
