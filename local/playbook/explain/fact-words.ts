import type { ActivityKind, Locale, PerLocale } from '#contracts/playbook.ts';

/** What people call the facts that no form words, or words as a question to the lead. */
export const fieldWords: Readonly<Record<string, PerLocale>> = {
  jobTitle: { de: 'Position', en: 'Job title' },
  seniority: { de: 'Ebene', en: 'Seniority' },
  department: { de: 'Bereich', en: 'Department' },
  emailKind: { de: 'Art der Adresse', en: 'Kind of address' },
  companyDomain: { de: 'Domain des Unternehmens', en: 'Company’s domain' },
  countryFromTld: { de: 'Land laut Adresse', en: 'Country by the address' },
};

export const valueWords: Readonly<Record<string, Readonly<Record<string, PerLocale>>>> = {
  emailKind: {
    business: { de: 'geschäftlich', en: 'business' },
    free: { de: 'privat', en: 'private' },
    disposable: { de: 'Wegwerfadresse', en: 'throw-away' },
  },
};

export const activityWords: Readonly<Record<ActivityKind, PerLocale>> = {
  'page-visited': { de: 'Seite besucht', en: 'visited a page' },
  'paper-downloaded': { de: 'Whitepaper geladen', en: 'downloaded a paper' },
  'video-watched': { de: 'Video gesehen', en: 'watched a video' },
  'webinar-registered': { de: 'zum Webinar angemeldet', en: 'registered for a webinar' },
  'webinar-attended': { de: 'am Webinar teilgenommen', en: 'attended a webinar' },
  'event-registered': { de: 'zur Veranstaltung angemeldet', en: 'registered for an event' },
  'event-attended': { de: 'Veranstaltung besucht', en: 'attended an event' },
  'mail-opened': { de: 'Mail geöffnet', en: 'opened a mail' },
  'mail-clicked': { de: 'Link in einer Mail geklickt', en: 'clicked a link in a mail' },
  'pricing-viewed': { de: 'Preise angesehen', en: 'looked at the prices' },
  'contact-requested': { de: 'um Kontakt gebeten', en: 'asked to be contacted' },
  'demo-requested': { de: 'um Vorführung gebeten', en: 'asked for a demo' },
  'trial-started': { de: 'Test begonnen', en: 'started a trial' },
  'product-used': { de: 'Produkt benutzt', en: 'used the product' },
};

/** Where we know a fact from: `form:whitepaper`, `enrichment:address`. */
export function sourceWords(source: string, locale: Locale): string {
  const [kind = '', name = ''] = source.split(':');
  switch (kind) {
    case 'form':
      return { de: `Formular ${name}`, en: `form ${name}` }[locale];
    case 'enrichment':
      return { de: 'aus der Adresse erschlossen', en: 'worked out from the address' }[locale];
    case 'sales':
      return { de: `vom Vertrieb (${name})`, en: `from sales (${name})` }[locale];
    default:
      return source;
  }
}
