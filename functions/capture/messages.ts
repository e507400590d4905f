/** What a visitor reads beside a field that is not as it should be. */
export const messages = {
  de: {
    required: 'Bitte füllen Sie dieses Feld aus.',
    tooLong: (most: number) => `Bitte höchstens ${most} Zeichen.`,
    unfitCharacters: 'Der Text enthält Zeichen, die hier nicht möglich sind (z. B. Zeilenumbrüche oder Steuerzeichen).',
    noEmail: 'Das ist keine gültige E-Mail-Adresse.',
    noPhone: 'Bitte nur Ziffern, Leerzeichen und + ( ) / . - verwenden.',
    unknownOption: 'Bitte wählen Sie einen der angebotenen Werte.',
    unknownField: 'Dieses Feld kennt das Formular nicht.',
    consentRequired: 'Ohne diese Einwilligung können wir Ihnen nicht schreiben.',
    consentChanged:
      'Der Text der Einwilligung hat sich geändert. Bitte laden Sie die Seite neu und lesen Sie ihn noch einmal.',
    consentUnknown: 'Nach dieser Einwilligung fragt das Formular nicht.',
  },
  en: {
    required: 'Please fill in this field.',
    tooLong: (most: number) => `Please use at most ${most} characters.`,
    unfitCharacters: 'The text has characters that are not possible here (such as line breaks or control characters).',
    noEmail: 'This is not a valid e-mail address.',
    noPhone: 'Please use only digits, spaces and + ( ) / . -',
    unknownOption: 'Please choose one of the values offered.',
    unknownField: 'The form does not know this field.',
    consentRequired: 'Without this consent we may not write to you.',
    consentChanged: 'The wording of the consent has changed. Please reload the page and read it again.',
    consentUnknown: 'The form does not ask for this consent.',
  },
} as const;
