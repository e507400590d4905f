/** What the pages say to whoever wants no more mail. */
export const texts = {
  de: {
    unsubscribe: {
      title: 'Keine E-Mails mehr?',
      lead: (name: string) => `Mit einem Klick bestellen Sie alle E-Mails von ${name} ab. Das gilt sofort.`,
      button: 'E-Mails abbestellen',
      keep: 'Sie möchten doch weiter von uns lesen? Dann schließen Sie diese Seite einfach; es bleibt alles, wie es ist.',
    },
    unsubscribed: {
      title: 'Sie sind abgemeldet',
      lead: 'Wir schicken Ihnen ab sofort keine Informationen und Angebote mehr per E-Mail.',
      next: 'Anderes gewollt?',
      preferences:
        'Ob wir Sie anrufen oder Ihre Besuche auswerten dürfen, und was wir über Sie gespeichert haben: Das sehen und ändern Sie über den Link „Meine Einstellungen“ in jeder unserer E-Mails, auch in denen, die Sie schon haben. Dort können Sie auch wieder einwilligen.',
    },
    notMe: {
      title: 'Sie haben nichts angefordert?',
      lead: (name: string) => `Jemand hat diese E-Mail-Adresse auf einer Seite von ${name} eingetragen.`,
      happens: 'Wenn Sie den Knopf drücken:',
      what: [
        'Wir sperren die Adresse. Sie bekommt von uns keine E-Mail mehr, auch nicht, wenn jemand sie noch einmal einträgt.',
        'Was zu dieser Anfrage eingegeben wurde, löschen wir.',
        'Damit die Sperre hält, behalten wir einen Prüfwert der Adresse. Die Adresse selbst lässt sich daraus nicht ablesen.',
      ],
      button: 'Das war ich nicht, nie wieder schreiben',
      mistake: 'Sie waren es doch, oder sind unsicher? Schließen Sie die Seite; ohne Ihre Bestätigung passiert nichts.',
    },
    blocked: {
      title: 'Wir schreiben Ihnen nicht mehr',
      lead: 'Die Adresse ist gesperrt. Bitte entschuldigen Sie die Störung.',
      erased: (date: string) => `Was zu der Anfrage eingegeben wurde, wird spätestens am ${date} gelöscht.`,
      beingErased: 'Was zu der Anfrage eingegeben wurde, wird gerade gelöscht.',
      undo: 'Haben Sie sich vertan? Dann schreiben Sie uns bitte; nur wir können die Sperre wieder aufheben.',
    },
    gone: {
      title: 'Hier ist nichts mehr gespeichert',
      lead: 'Was zu dieser Anfrage eingegeben wurde, ist schon gelöscht.',
      again:
        'Sollte noch einmal eine solche E-Mail kommen, nehmen Sie bitte den Link in der neuen E-Mail: Damit sperren Sie die Adresse auf Dauer.',
    },
  },
  en: {
    unsubscribe: {
      title: 'No more e-mails?',
      lead: (name: string) => `One click, and you receive no more e-mails from ${name}. It takes effect at once.`,
      button: 'Unsubscribe',
      keep: 'You would rather go on reading? Then simply close this page; everything stays as it is.',
    },
    unsubscribed: {
      title: 'You are unsubscribed',
      lead: 'From now on we send you no more information and offers by e-mail.',
      next: 'You wanted something else?',
      preferences:
        'Whether we may call you or evaluate your visits, and what we have stored about you: you can see and change that through the link “My preferences” in each of our e-mails, also in those that you already have. There you can give your consent again, too.',
    },
    notMe: {
      title: 'You did not ask for anything?',
      lead: (name: string) => `Somebody entered this e-mail address on a page of ${name}.`,
      happens: 'If you press the button:',
      what: [
        'We block the address. It gets no more e-mail from us, not even when somebody enters it once more.',
        'We erase what was entered with this request.',
        'To keep to the block we keep a check value of the address. The address itself cannot be read from it.',
      ],
      button: 'That was not me, never write again',
      mistake: 'It was you after all, or you are not sure? Close this page; without your confirmation nothing happens.',
    },
    blocked: {
      title: 'We will not write to you again',
      lead: 'The address is blocked. We apologise for the disturbance.',
      erased: (date: string) => `What was entered with the request is erased by ${date} at the latest.`,
      beingErased: 'What was entered with the request is being erased.',
      undo: 'A mistake? Then please write to us; only we can lift the block.',
    },
    gone: {
      title: 'Nothing is stored here any more',
      lead: 'What was entered with this request has been erased already.',
      again: 'Should such an e-mail come again, please use the link in the new one: that blocks the address for good.',
    },
  },
};
