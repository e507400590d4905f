import type { Locale } from '#contracts/playbook.ts';

/** What the sample landing page says around the form. The form's own words, and the company's name, come from the playbook. */
export interface LandingCopy {
  description: string;
  eyebrow: string;
  title: string;
  lead: string;
  /** What the illustration shows, for those who do not see it. */
  illustration: string;
  formTitle: string;
  inside: string;
  chapters: readonly { title: string; text: string }[];
  chart: { alt: string; caption: string };
  authors: string;
  people: readonly { initials: string; name: string; role: string; text: string }[];
  next: string;
  steps: readonly { title: string; text: string }[];
  about: { title: string; text: string };
}

export const landingCopy: Record<Locale, LandingCopy> = {
  de: {
    description:
      'Woran man den richtigen Tag für die Membranreinigung erkennt: ein Whitepaper für Betrieb und Verfahrenstechnik in der Wasseraufbereitung.',
    eyebrow: 'Whitepaper · 10 Minuten Lesezeit',
    title: 'Membranen, die länger halten',
    lead: 'Wer zu spät reinigt, verliert Leistung für immer. Wer zu früh reinigt, verschleißt die Membran mit Chemie. Dieses Papier zeigt, woran Sie den richtigen Tag erkennen – mit Werten, die Ihre Anlage heute schon misst.',
    illustration:
      'Schnitt durch eine Membran: Oben strömt trübes Wasser mit Partikeln, darunter tritt klares Wasser aus.',
    formTitle: 'Ihr Exemplar',
    inside: 'Das steht drin',
    chapters: [
      {
        title: 'Normieren statt raten',
        text: 'Ein kalter März sieht aus wie Fouling. Eine einzige Umrechnung trennt das Wetter vom Zustand der Membran.',
      },
      {
        title: 'Drei Kurven, fünf Ursachen',
        text: 'Durchfluss, Salzdurchgang, Druckverlust: Welche Kurve sich zuerst bewegt, verrät Biofilm, Scaling, Partikel, Chlor oder ein Leck.',
      },
      {
        title: 'Der richtige Tag',
        text: 'Ab welchen Abweichungen sich die Reinigung lohnt, warum alkalisch meist vor sauer kommt und wann Sie besser tauschen.',
      },
      {
        title: 'Checkliste für Schicht, Woche und Quartal',
        text: 'Eine Seite zum Ausdrucken und Aufhängen, ohne Software nutzbar.',
      },
    ],
    chart: {
      alt: 'Zwei Verläufe des Druckverlusts über ein Jahr. Der eine steigt nach jeder Reinigung höher, der andere kehrt jedes Mal fast auf den Ausgangswert zurück.',
      caption:
        'Schematisch, aus Kapitel 3: Druckverlust einer Straße, gereinigt nach Kalender (grau) und nach Zustand (grün).',
    },
    authors: 'Wer es geschrieben hat',
    people: [
      {
        initials: 'MH',
        name: 'Dr. Maren Holt',
        role: 'Geschäftsführerin',
        text: 'Verfahrenstechnikerin, zwölf Jahre im Betrieb von Umkehrosmose-Anlagen an Nord- und Ostsee, bevor sie Flusswerk gründete.',
      },
      {
        initials: 'JP',
        name: 'Jonas Petersen',
        role: 'Leiter Anwendungstechnik',
        text: 'Hat mehr als vierzig gebrauchte Elemente aufgeschnitten und nachgesehen, was wirklich darin war.',
      },
    ],
    next: 'So geht es weiter',
    steps: [
      { title: 'Anfordern', text: 'Sie füllen das Formular aus. Nur was nötig ist, ist Pflicht.' },
      { title: 'Bestätigen', text: 'Wir schicken Ihnen einen Link. Erst Ihr Klick auf den Knopf dahinter gilt.' },
      { title: 'Lesen', text: 'Das Whitepaper öffnet sich sofort im Browser und lässt sich gut drucken.' },
    ],
    about: {
      title: 'Über Flusswerk',
      text: 'Flusswerk macht Software für Betreiber von Membrananlagen. Sie liest die Werte der Leittechnik, normiert sie und sagt zwei Wochen im Voraus, welche Straße eine Reinigung braucht.',
    },
  },
  en: {
    description:
      'How to recognise the right day to clean a membrane: a white paper for operations and process engineers in water treatment.',
    eyebrow: 'White paper · 10 minutes to read',
    title: 'Membranes that last',
    lead: 'Clean too late and you lose capacity for good. Clean too early and the chemicals wear the membrane out. This paper shows how to recognise the right day – from values your plant already measures.',
    illustration:
      'Cross-section of a membrane: cloudy water full of particles flows above it, clear water leaves below.',
    formTitle: 'Your copy',
    inside: 'What is inside',
    chapters: [
      {
        title: 'Normalise, do not guess',
        text: 'A cold March looks like fouling. A single conversion separates the weather from the state of the membrane.',
      },
      {
        title: 'Three curves, five causes',
        text: 'Flow, salt passage, pressure drop: whichever moves first gives away biofilm, scaling, particles, chlorine or a leak.',
      },
      {
        title: 'The right day',
        text: 'Which deviations make cleaning worth while, why alkaline usually goes before acid, and when to replace instead.',
      },
      {
        title: 'Checklist for shift, week and quarter',
        text: 'One page to print and put on the wall. It needs no software.',
      },
    ],
    chart: {
      alt: 'Two curves of pressure drop over a year. One rises higher after each cleaning, the other returns almost to where it began every time.',
      caption:
        'Schematic, from chapter 3: pressure drop of one train, cleaned by the calendar (grey) and by its condition (green).',
    },
    authors: 'Who wrote it',
    people: [
      {
        initials: 'MH',
        name: 'Dr Maren Holt',
        role: 'Managing director',
        text: 'Process engineer; ran reverse-osmosis plants on the North Sea and the Baltic for twelve years before she founded Flusswerk.',
      },
      {
        initials: 'JP',
        name: 'Jonas Petersen',
        role: 'Head of application engineering',
        text: 'Has cut open more than forty used elements to see what was really inside.',
      },
    ],
    next: 'What happens next',
    steps: [
      { title: 'Request', text: 'You fill in the form. Only what is needed is required.' },
      { title: 'Confirm', text: 'We send you a link. Nothing counts until you press the button behind it.' },
      { title: 'Read', text: 'The white paper opens in your browser at once and prints well.' },
    ],
    about: {
      title: 'About Flusswerk',
      text: 'Flusswerk makes software for those who run membrane plants. It reads the values of the control system, normalises them, and says two weeks ahead which train will need cleaning.',
    },
  },
};
