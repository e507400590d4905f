/** What the pages of an offer say. */
export const texts = {
  de: {
    offer: {
      title: 'Ein qualifizierter Lead für Sie',
      acceptBy: 'Bitte entscheiden Sie bis',
      accept: 'Lead annehmen',
      withheld: 'Name und Kontaktdaten erhalten Sie per E-Mail, sobald Sie angenommen haben.',
      facts: 'Was wir wissen',
      score: 'Warum dieser Lead',
      fit: 'Passung',
      engagement: 'Interesse',
      total: 'Gesamt',
      decline: 'Passt nicht? Lead weitergeben',
      why: 'Was ist der Grund?',
      reasons: {
        'no-capacity': 'Ich habe gerade keine Zeit',
        'wrong-region': 'Nicht mein Gebiet',
        'no-fit': 'Passt nicht zu unserem Angebot',
        other: 'Anderer Grund',
      },
      pass: 'Lead weitergeben',
    },
    accepted: {
      title: 'Der Lead gehört Ihnen',
      lead: 'Danke! Name und Kontaktdaten sind per E-Mail zu Ihnen unterwegs.',
      next: 'Melden Sie sich am besten gleich: Am Tag der Anfrage ist das Interesse am größten.',
    },
    declined: {
      title: 'Der Lead wird weitergegeben',
      lead: 'Danke für die schnelle Antwort. Ihr Grund hilft uns, künftige Leads besser zuzuordnen.',
      next: 'Sie müssen nichts weiter tun.',
    },
    over: {
      title: 'Dieses Angebot besteht nicht mehr',
      lead: 'Die Frist ist abgelaufen, oder der Lead ist inzwischen bei jemand anderem.',
      next: 'Sie müssen nichts weiter tun. Den nächsten passenden Lead bieten wir Ihnen wieder per E-Mail an.',
    },
  },
  en: {
    offer: {
      title: 'A qualified lead for you',
      acceptBy: 'Please decide by',
      accept: 'Accept this lead',
      withheld: 'You will receive the name and contact details by e-mail as soon as you have accepted.',
      facts: 'What we know',
      score: 'Why this lead',
      fit: 'Fit',
      engagement: 'Engagement',
      total: 'Total',
      decline: 'Not for you? Pass the lead on',
      why: 'What is the reason?',
      reasons: {
        'no-capacity': 'I have no capacity right now',
        'wrong-region': 'Not my region',
        'no-fit': 'Does not fit what we offer',
        other: 'Another reason',
      },
      pass: 'Pass the lead on',
    },
    accepted: {
      title: 'The lead is yours',
      lead: 'Thank you! The name and contact details are on their way to you by e-mail.',
      next: 'It is best to get in touch right away: interest is greatest on the day of the request.',
    },
    declined: {
      title: 'The lead is being passed on',
      lead: 'Thank you for the quick answer. Your reason helps us to match future leads better.',
      next: 'There is nothing more to do.',
    },
    over: {
      title: 'This offer is no longer open',
      lead: 'The time to accept is over, or the lead is now with someone else.',
      next: 'There is nothing more to do. We will offer you the next suitable lead by e-mail again.',
    },
  },
};
