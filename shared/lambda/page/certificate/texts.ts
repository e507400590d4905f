import type { Locale } from '#contracts/playbook.ts';
import type { Certificate, Declared } from '#domain/consent/certificate.ts';
import type { Confirmed, ConsentEntry, Withdrawn } from '#domain/consent/ledger.ts';
import type { LedgerFault } from '#domain/consent/ledger-fault.ts';

/** Every word of a certificate. */
export interface CertificateTexts {
  readonly title: string;
  lead(company: string): string;
  readonly download: string;
  readonly print: string;
  readonly facts: Record<'address' | 'by' | 'at' | 'to' | 'lead' | 'addressHash', string>;
  readonly to: Record<Certificate['issued']['to'], string>;
  readonly unknownAddress: string;
  whole(entries: number): string;
  broken(n: number): string;
  readonly faults: Record<LedgerFault['what'], string>;
  readonly head: string;
  readonly standing: string;
  readonly none: string;
  readonly stands: Record<Declared['kind'], (at: string) => string>;
  request(at: string): string;
  readonly kinds: Record<ConsentEntry['kind'], string>;
  readonly methods: Record<Confirmed['method'] | Withdrawn['method'], string>;
  readonly words: string;
  readonly labels: Record<
    | 'purpose'
    | 'method'
    | 'form'
    | 'page'
    | 'language'
    | 'notice'
    | 'wordingHash'
    | 'address'
    | 'browser'
    | 'template'
    | 'playbook'
    | 'mailHash'
    | 'messageId'
    | 'key'
    | 'deliveredAt'
    | 'request'
    | 'hash',
    string
  >;
  readonly notKept: string;
  readonly languages: Record<Locale, string>;
  readonly verify: { readonly title: string; readonly how: readonly string[] };
  readonly limits: { readonly title: string; readonly what: readonly string[] };
}

export const certificateTexts: Readonly<Record<Locale, CertificateTexts>> = {
  de: {
    title: 'Nachweis der Einwilligung',
    lead: (company) =>
      `Was das Einwilligungsverzeichnis der ${company} zu dieser Adresse enthält: der Wortlaut, wie er gezeigt wurde, und was danach geschah.`,
    download: 'Als Datei zum Prüfen (JSON)',
    print: 'Auf Papier oder als PDF: mit der Druckfunktion Ihres Browsers.',
    facts: {
      address: 'E-Mail-Adresse',
      by: 'Ausgestellt von',
      at: 'Ausgestellt am',
      to: 'Ausgestellt für',
      lead: 'Kennung der Person bei uns',
      addressHash: 'Kennung der Adresse',
    },
    to: {
      person: 'die Person selbst, über einen Link, den nur diese Adresse bekam',
      operator: 'das Unternehmen',
    },
    unknownAddress: 'nicht mehr gespeichert',
    whole: (entries) =>
      `Bei der Ausstellung geprüft: ${entries === 1 ? 'Der Eintrag ist' : `Alle ${entries} Einträge sind`} so, wie ${entries === 1 ? 'er' : 'sie'} geschrieben wurde${entries === 1 ? '' : 'n'}.`,
    broken: (n) => `Achtung: Eintrag ${n} ist nicht mehr so, wie er geschrieben wurde.`,
    faults: {
      missing: 'Er fehlt.',
      unreadable: 'Er ist nicht lesbar.',
      misplaced: 'Er steht nicht an seinem Platz.',
      changed: 'Er passt nicht zu seinem Prüfwert.',
      unchained: 'Er schließt nicht an den Eintrag davor an.',
      added: 'Er wurde angefügt.',
      rewritten: 'Er ist nicht der, mit dem das Verzeichnis endete.',
    },
    head: 'Prüfwert des letzten Eintrags',
    standing: 'Stand der Einwilligungen',
    none: 'Keine Einwilligung eingetragen.',
    stands: {
      requested: (at) => `angefragt am ${at}, nicht bestätigt`,
      confirmed: (at) => `bestätigt am ${at}`,
      withdrawn: (at) => `widerrufen am ${at}`,
    },
    request: (at) => `Anfrage vom ${at}`,
    kinds: {
      requested: 'Kästchen angekreuzt',
      mailed: 'E-Mail mit dem Bestätigungslink verschickt',
      delivered: 'E-Mail vom Postfach angenommen',
      confirmed: 'Bestätigt',
      withdrawn: 'Widerrufen',
    },
    methods: {
      button: 'mit dem Knopf hinter dem Link der E-Mail',
      preferences: 'auf der Seite „Meine Einstellungen“',
      'unsubscribe-page': 'auf der Seite zum Abmelden',
      'one-click': 'mit dem Abmelde-Knopf des E-Mail-Programms',
      'not-me': 'mit „Das war ich nicht“',
      complaint: 'durch eine Beschwerde beim E-Mail-Anbieter',
      bounce: 'weil die Adresse nicht erreichbar war',
      erasure: 'mit der Löschung',
    },
    words: 'Wortlaut, wie er gezeigt wurde',
    labels: {
      purpose: 'Zweck',
      method: 'Wie',
      form: 'Formular',
      page: 'Seite',
      language: 'Sprache',
      notice: 'Datenschutzhinweise',
      wordingHash: 'SHA-256 des Wortlauts',
      address: 'Netzadresse',
      browser: 'Browser',
      template: 'Vorlage',
      playbook: 'Fassung der Vorlagen',
      mailHash: 'SHA-256 des Texts',
      messageId: 'Kennung der E-Mail',
      key: 'Schlüssel des Links',
      deliveredAt: 'Angenommen am',
      request: 'Kennung der Anfrage',
      hash: 'Prüfwert',
    },
    notKept: 'nicht gespeichert',
    languages: { de: 'Deutsch', en: 'Englisch' },
    verify: {
      title: 'So lässt sich der Nachweis prüfen',
      how: [
        'Jeder Eintrag hat einen Prüfwert (SHA-256) über alles, was in ihm steht, und über den Prüfwert des Eintrags davor. Wer einen Eintrag ändert, entfernt, einfügt oder umstellt, ändert damit alle Prüfwerte danach.',
        'Die Datei zum Prüfen enthält dieselben Einträge. Das Programm verify-certificate.mjs prüft sie ohne Netzverbindung: node verify-certificate.mjs nachweis.json. Es liegt wie die Anleitung für die Prüfung von Hand (docs/certificate.md) im Quelltext von Goldpan.',
        'Heben Sie diesen Nachweis auf: Der Prüfwert seines letzten Eintrags muss in jedem späteren Nachweis wieder vorkommen.',
      ],
    },
    limits: {
      title: 'Was er nicht beweist',
      what: [
        'Dass das Verzeichnis von Anfang an stimmt: Wer es führt, könnte es im Ganzen neu geschrieben haben. Das zeigt der Vergleich mit einem früher ausgestellten Nachweis, mit den E-Mails selbst oder mit dem Protokoll des E-Mail-Dienstes.',
        'Welcher Mensch den Knopf gedrückt hat: nur, dass es jemand war, der E-Mails an diese Adresse lesen konnte.',
      ],
    },
  },
  en: {
    title: 'Proof of consent',
    lead: (company) =>
      `What the consent ledger of ${company} holds about this address: the wording as it was shown, and what happened then.`,
    download: 'As a file to verify (JSON)',
    print: 'On paper or as a PDF: with the print function of your browser.',
    facts: {
      address: 'E-mail address',
      by: 'Issued by',
      at: 'Issued on',
      to: 'Issued to',
      lead: 'Our id of the person',
      addressHash: 'Our id of the address',
    },
    to: {
      person: 'the person in question, through a link that only this address received',
      operator: 'the company',
    },
    unknownAddress: 'not stored any more',
    whole: (entries) =>
      entries === 1
        ? 'Checked when this was issued: the entry is as it was written.'
        : `Checked when this was issued: all ${entries} entries are as they were written.`,
    broken: (n) => `Attention: entry ${n} is no longer as it was written.`,
    faults: {
      missing: 'It is missing.',
      unreadable: 'It cannot be read.',
      misplaced: 'It is not in its place.',
      changed: 'It does not have its hash.',
      unchained: 'It does not follow the entry before it.',
      added: 'It was added.',
      rewritten: 'It is not the one with which the ledger ended.',
    },
    head: 'Hash of the last entry',
    standing: 'How the consents stand',
    none: 'No consent is on record.',
    stands: {
      requested: (at) => `asked for on ${at}, not confirmed`,
      confirmed: (at) => `confirmed on ${at}`,
      withdrawn: (at) => `withdrawn on ${at}`,
    },
    request: (at) => `Request of ${at}`,
    kinds: {
      requested: 'Box ticked',
      mailed: 'E-mail with the confirmation link sent',
      delivered: 'E-mail taken by the mailbox',
      confirmed: 'Confirmed',
      withdrawn: 'Withdrawn',
    },
    methods: {
      button: 'with the button behind the link of the e-mail',
      preferences: 'on the page “My preferences”',
      'unsubscribe-page': 'on the page to unsubscribe',
      'one-click': 'with the unsubscribe button of the mail program',
      'not-me': 'with “That was not me”',
      complaint: 'by a complaint to the mail provider',
      bounce: 'because the address could not be reached',
      erasure: 'with the erasure',
    },
    words: 'The wording as it was shown',
    labels: {
      purpose: 'Purpose',
      method: 'How',
      form: 'Form',
      page: 'Page',
      language: 'Language',
      notice: 'Privacy notice',
      wordingHash: 'SHA-256 of the wording',
      address: 'Network address',
      browser: 'Browser',
      template: 'Template',
      playbook: 'Version of the templates',
      mailHash: 'SHA-256 of the text',
      messageId: 'Id of the e-mail',
      key: 'Key of the link',
      deliveredAt: 'Taken on',
      request: 'Id of the request',
      hash: 'Hash',
    },
    notKept: 'not stored',
    languages: { de: 'German', en: 'English' },
    verify: {
      title: 'How to verify this',
      how: [
        'Each entry has a hash (SHA-256) of everything in it and of the hash of the entry before it. Whoever changes, removes, inserts or moves an entry changes all hashes after it.',
        'The file to verify holds the same entries. The program verify-certificate.mjs checks it without a network: node verify-certificate.mjs proof.json. Like the instructions for doing it by hand (docs/certificate.md), it is part of the source of Goldpan.',
        'Keep this proof: the hash of its last entry has to be in every later one.',
      ],
    },
    limits: {
      title: 'What it does not prove',
      what: [
        'That the ledger was true from the beginning: whoever keeps it could have written all of it anew. Comparing it with a proof issued earlier, with the e-mails themselves or with the log of the mail service shows that.',
        'Which person pressed the button: only that it was somebody who could read e-mail to this address.',
      ],
    },
  },
};
