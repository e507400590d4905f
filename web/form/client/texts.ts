/** What the script itself says. Labels and consent wordings are in the markup. */
export const texts = {
  de: {
    missing: (label: string) => `Bitte füllen Sie „${label}“ aus.`,
    unchosen: (label: string) => `Bitte wählen Sie bei „${label}“ etwas aus.`,
    unticked: 'Bitte setzen Sie dieses Häkchen: Ohne diese Einwilligung können wir Ihnen nichts senden.',
    email: 'Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@firma.de.',
    one: 'Eine Angabe fehlt noch oder stimmt nicht ganz:',
    many: (count: number) => `${count} Angaben fehlen noch oder stimmen nicht ganz:`,
    sending: 'Wird gesendet …',
    working: 'Einen Moment bitte: Ihr Browser rechnet kurz mit, das schützt vor automatischen Einträgen …',
    unsent: 'Das hat leider nicht geklappt.',
    unreachable: 'Wir konnten den Server nicht erreichen. Ihre Angaben stehen noch im Formular.',
    refused: 'Der Server konnte Ihre Angaben gerade nicht annehmen. Sie stehen noch im Formular.',
    busy: 'Gerade gehen sehr viele Anfragen ein. Ihre Angaben stehen noch im Formular; bitte versuchen Sie es in einer Minute noch einmal.',
    retry: 'Noch einmal versuchen',
    done: 'Fast geschafft: Bitte sehen Sie in Ihr Postfach',
    sent: (address: string) =>
      `Wir haben eine E-Mail mit einem Bestätigungslink an ${address} geschickt. Bitte öffnen Sie ihn und bestätigen Sie dort Ihre Adresse.`,
    sentToKnown:
      'Wir haben eine E-Mail mit einem Bestätigungslink an Ihre Adresse geschickt. Bitte öffnen Sie ihn und bestätigen Sie dort Ihre Einwilligung.',
    received: 'Vielen Dank: Ihre Angaben sind angekommen',
    noMore: 'Sie brauchen nichts zu bestätigen.',
    known: 'Wir kennen uns schon. Deshalb fragen wir nur, was wir noch nicht wissen.',
    other: 'Ich bin jemand anders: ganzes Formular zeigen',
    nothing: 'Nichts angekommen? Sehen Sie bitte auch im Spam-Ordner nach und prüfen Sie, ob die Adresse stimmt.',
  },
  en: {
    missing: (label: string) => `Please fill in “${label}”.`,
    unchosen: (label: string) => `Please choose an option for “${label}”.`,
    unticked: 'Please tick this box: without this consent we cannot send you anything.',
    email: 'Please enter a complete e-mail address, for example name@company.com.',
    one: 'One detail is missing or not quite right:',
    many: (count: number) => `${count} details are missing or not quite right:`,
    sending: 'Sending …',
    working: 'One moment please: your browser does a short calculation that keeps out automated entries …',
    unsent: 'Sorry, that did not work.',
    unreachable: 'We could not reach the server. Your details are still in the form.',
    refused: 'The server could not accept your details just now. They are still in the form.',
    busy: 'We are receiving a great many requests. Your details are still in the form; please try again in a minute.',
    retry: 'Try again',
    done: 'Almost there: please check your inbox',
    sent: (address: string) =>
      `We have sent an e-mail with a confirmation link to ${address}. Please open it and confirm your address there.`,
    sentToKnown:
      'We have sent an e-mail with a confirmation link to your address. Please open it and confirm your consent there.',
    received: 'Thank you: we have received your details',
    noMore: 'There is nothing that you need to confirm.',
    known: 'We have met before. That is why we only ask what we do not know yet.',
    other: 'I am somebody else: show the whole form',
    nothing: 'Nothing has arrived? Please look in your spam folder too, and check that the address is right.',
  },
};

export type Texts = typeof texts.de;
