import type { EventType } from '#contracts/events.ts';
import type { ActivityKind, Locale } from '#contracts/playbook.ts';
import type { EnrichmentFact } from '#contracts/playbook-facts.ts';
import type { ConsentEntry, WithdrawalMethod } from '#domain/consent/ledger.ts';
import type { Stage } from '#domain/lead/stage.ts';
import { certificateTexts } from '#lambda/page/certificate/texts.ts';

/** What we call things to the people they are about. */

type PerLocale<T> = Readonly<Record<Locale, T>>;

export const activityNames: PerLocale<Record<ActivityKind, string>> = {
  de: {
    'page-visited': 'Seite besucht',
    'paper-downloaded': 'Dokument heruntergeladen',
    'video-watched': 'Video angesehen',
    'webinar-registered': 'Für ein Webinar angemeldet',
    'webinar-attended': 'An einem Webinar teilgenommen',
    'event-registered': 'Für eine Veranstaltung angemeldet',
    'event-attended': 'Eine Veranstaltung besucht',
    'mail-opened': 'E-Mail geöffnet',
    'mail-clicked': 'Link in einer E-Mail angeklickt',
    'pricing-viewed': 'Preise angesehen',
    'contact-requested': 'Um Kontakt gebeten',
    'demo-requested': 'Um eine Vorführung gebeten',
    'trial-started': 'Test begonnen',
    'product-used': 'Produkt genutzt',
  },
  en: {
    'page-visited': 'Visited a page',
    'paper-downloaded': 'Downloaded a document',
    'video-watched': 'Watched a video',
    'webinar-registered': 'Registered for a webinar',
    'webinar-attended': 'Attended a webinar',
    'event-registered': 'Registered for an event',
    'event-attended': 'Attended an event',
    'mail-opened': 'Opened an e-mail',
    'mail-clicked': 'Followed a link in an e-mail',
    'pricing-viewed': 'Looked at prices',
    'contact-requested': 'Asked to be contacted',
    'demo-requested': 'Asked for a demo',
    'trial-started': 'Started a trial',
    'product-used': 'Used the product',
  },
};

export const deducedNames: PerLocale<Record<EnrichmentFact, string>> = {
  de: {
    emailKind: 'Art der E-Mail-Adresse',
    companyDomain: 'Domain des Unternehmens',
    countryFromTld: 'Land, nach der Domain',
  },
  en: {
    emailKind: 'Kind of e-mail address',
    companyDomain: 'Domain of the company',
    countryFromTld: 'Country, by the domain',
  },
};

/** What a fact's value is called, where it is a word of ours. */
export const deducedValues: PerLocale<Readonly<Partial<Record<string, string>>>> = {
  de: { business: 'geschäftlich', free: 'bei einem freien Anbieter', disposable: 'Wegwerf-Adresse' },
  en: { business: 'business', free: 'with a free provider', disposable: 'disposable' },
};

export const sourceNames: PerLocale<{
  form(title: string, day: string): string;
  deduced(day: string): string;
  sales(day: string): string;
  often(count: number, day: string): string;
}> = {
  de: {
    form: (title, day) => `Aus dem Formular: ${title}, ${day}`,
    deduced: (day) => `Von uns aus Ihrer E-Mail-Adresse abgeleitet, ${day}`,
    sales: (day) => `Im Gespräch mit unserem Vertrieb erfahren, ${day}`,
    often: (count, day) => (count === 1 ? day : `${count}-mal, zuletzt ${day}`),
  },
  en: {
    form: (title, day) => `From the form: ${title}, ${day}`,
    deduced: (day) => `Deduced by us from your e-mail address, ${day}`,
    sales: (day) => `Learned by our sales team in talking to you, ${day}`,
    often: (count, day) => (count === 1 ? day : `${count} times, last ${day}`),
  },
};

export const stageNames: PerLocale<Record<Stage, string>> = {
  de: {
    raw: 'Interesse bekundet',
    mql: 'passt so gut, dass der Vertrieb sich melden darf',
    sql: 'im Gespräch mit dem Vertrieb',
    customer: 'Kundin oder Kunde',
    lost: 'es kam nicht zum Geschäft',
    disqualified: 'passt nicht zu unserem Angebot',
  },
  en: {
    raw: 'has shown interest',
    mql: 'fits so well that sales may get in touch',
    sql: 'in talks with sales',
    customer: 'customer',
    lost: 'it came to no deal',
    disqualified: 'does not fit what we offer',
  },
};

export const entryNames: PerLocale<Record<ConsentEntry['kind'], string>> = {
  de: {
    requested: 'Kästchen angekreuzt',
    mailed: 'E-Mail mit dem Bestätigungslink verschickt',
    delivered: 'E-Mail vom Postfach angenommen',
    confirmed: 'Einwilligung bestätigt',
    withdrawn: 'Einwilligung widerrufen',
  },
  en: {
    requested: 'Box ticked',
    mailed: 'E-mail with the confirmation link sent',
    delivered: 'E-mail taken by the mailbox',
    confirmed: 'Consent confirmed',
    withdrawn: 'Consent withdrawn',
  },
};

/** As the certificate says it, which is one link away; only this page is named otherwise on itself. */
export const methodNames: PerLocale<Record<WithdrawalMethod | 'button', string>> = {
  de: { ...certificateTexts.de.methods, preferences: 'auf dieser Seite' },
  en: { ...certificateTexts.en.methods, preferences: 'on this page' },
};

/** What happened, in the third person: an event that is missing here is shown by its own name. */
export const eventNames: PerLocale<Partial<Record<EventType, string>>> = {
  de: {
    'lead.captured': 'Formular abgeschickt',
    'lead.resubmitted': 'Formular noch einmal abgeschickt',
    'lead.mail-due': 'E-Mail überfällig, neuer Versuch',
    'lead.mailed': 'E-Mail verschickt',
    'lead.confirmed': 'Einwilligung bestätigt',
    'lead.opt-in-expired': 'Anfrage nicht rechtzeitig bestätigt',
    'lead.opt-in-reminder-due': 'An die Bestätigung erinnert',
    'lead.withdrawn': 'Einwilligung widerrufen',
    'lead.erasure-requested': 'Löschung angeordnet',
    'lead.enriched': 'Angaben aus der E-Mail-Adresse abgeleitet',
    'lead.scored': 'Einschätzung neu berechnet',
    'lead.qualified': 'Als passend eingeschätzt',
    'lead.rescore-due': 'Neue Einschätzung fällig',
    'lead.fell-below': 'Unter die Schwelle gefallen',
    'lead.offered': 'Einer Person im Vertrieb vorgelegt',
    'lead.offer-reminder-due': 'Vertrieb erinnert',
    'lead.accepted': 'Vom Vertrieb übernommen',
    'lead.declined': 'Vom Vertrieb weitergegeben',
    'lead.offer-lapsed': 'Frist des Vertriebs abgelaufen',
    'lead.unrouted': 'Niemand im Vertrieb frei',
    'lead.routing-due': 'Erneut im Vertrieb gesucht',
    'lead.recycled': 'Vom Vertrieb zurückgegeben',
    'lead.sales-qualified': 'Vom Vertrieb als passend bestätigt',
    'lead.won': 'Geschäft abgeschlossen',
    'lead.lost': 'Geschäft nicht zustande gekommen',
    'lead.disqualified': 'Als unpassend eingestuft',
  },
  en: {
    'lead.captured': 'Form submitted',
    'lead.resubmitted': 'Form submitted once more',
    'lead.mail-due': 'E-mail overdue, tried again',
    'lead.mailed': 'E-mail sent',
    'lead.confirmed': 'Consent confirmed',
    'lead.opt-in-expired': 'Request not confirmed in time',
    'lead.opt-in-reminder-due': 'Reminded to confirm',
    'lead.withdrawn': 'Consent withdrawn',
    'lead.erasure-requested': 'Erasure ordered',
    'lead.enriched': 'Facts deduced from the e-mail address',
    'lead.scored': 'Assessment reckoned anew',
    'lead.qualified': 'Found to fit',
    'lead.rescore-due': 'New assessment due',
    'lead.fell-below': 'Fell below the threshold',
    'lead.offered': 'Put before a person in sales',
    'lead.offer-reminder-due': 'Sales reminded',
    'lead.accepted': 'Taken on by sales',
    'lead.declined': 'Passed on by sales',
    'lead.offer-lapsed': 'Time of sales ran out',
    'lead.unrouted': 'Nobody in sales was free',
    'lead.routing-due': 'Looked for somebody in sales again',
    'lead.recycled': 'Given back by sales',
    'lead.sales-qualified': 'Confirmed by sales',
    'lead.won': 'Deal made',
    'lead.lost': 'It came to no deal',
    'lead.disqualified': 'Found not to fit',
  },
};
