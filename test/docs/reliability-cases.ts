/**
 * The cases under *Consent* and *Abuse and bad input* of ../shared/reliability.md, word for word, each with the files that hold a test named after it (its
 * title has the case in it).
 */
export const covered: Readonly<Record<string, readonly string[]>> = {
  'Scanner GET/HEAD on confirm: pending': ['functions/confirm/confirm', 'system/scanners'],
  'Scanner with JavaScript and no click: pending': ['system/scanners'],
  'Second confirm POST: "already confirmed"': ['functions/confirm/confirm'],
  'Expired token the TTL has not deleted yet: refused': ['functions/confirm/confirm'],
  'Token of another purpose: 404': [
    'functions/preferences/handler',
    'functions/unsubscribe/handler',
    'system/foreign-tokens',
  ],
  'Confirm after erasure: generic, nothing created': ['functions/confirm/confirm', 'system/erasure'],
  'Resubmit while confirmed: same 202': ['functions/capture/resubmission'],
  'Resubmit after unsubscribe: opt-in only': ['functions/capture/resubmission'],
  "Forged X-Forwarded-For: the viewer's address is stored": ['functions/unsubscribe/handler'],
  'One-click POST urlencoded, multipart, base64, without cookies, repeated: 200, no redirect': [
    'functions/unsubscribe/handler',
  ],
  'GET on the unsubscribe link: page only': ['functions/unsubscribe/handler'],
  'Confirm and unsubscribe race: unsubscribed wins': ['functions/unsubscribe/unsubscribe'],
  'Consent text changed between form and confirm: the proof shows the old one': ['functions/confirm/confirm'],
  'E-mail opt-in with the phone box empty: calls blocked': ['functions/confirm/confirm'],
  '"Not me": address blocked': ['functions/unsubscribe/not-me'],
  'No tracking consent: no pixel, no tagged links': ['system/no-tracking'],

  '1,000 submissions for one victim: at most 3 mails': ['system/list-bombing'],
  'Rotating addresses of one network, or one recipient domain: budget trips': ['system/list-bombing'],
  'CR/LF in a name: rejected': ['system/bad-input'],
  'HTML or URL in a name: absent from the opt-in mail, escaped everywhere else': ['system/hostile-text'],
  '`{{env}}`, `${}`: literal': ['system/hostile-text'],
  'Script in Referer, User-Agent, utm fields, bounce diagnostics: escaped': [
    'functions/feedback/handler',
    'system/hostile-text',
  ],
  'CSV cells starting `= + - @` tab: neutralised, and `+49…` survives an import': [
    'local/import/csv',
    'local/import/import',
  ],
  'Open redirects (`//evil`, `\\evil`): refused': ['shared/lambda/page/escaping', 'system/hostile-text'],
  'Foreign Host header: links still ours': ['system/bad-input'],
  'JSON sent as multipart: 415': ['shared/lambda/http/body', 'system/bad-input'],
  '10 MB body: 413': ['system/bad-input'],
  '`__proto__`, duplicate keys: rejected': ['system/bad-input'],
  'NUL, RTL override, homographs: normalised or rejected': ['functions/capture/handler', 'system/bad-input'],
  'Honeypot filled: 202 and nothing else': ['system/machines-at-the-form'],
  'Offer link scanned by GET: no personal data, nothing accepted': ['functions/respond/respond'],
  'Offer link after reassignment: 409': ['functions/respond/respond'],
  'A rule that tries code or runs long: rejected when the playbook is read': ['shared/adapters/playbook/hostile-rules'],
};

/** Cases of what Goldpan does not have yet: why, and the tests of what can be promised today. */
export const notYet: Readonly<Record<string, { readonly because: string; readonly today: readonly string[] }>> = {
  'JWT with alg=none, wrong issuer, wrong audience, ID instead of access token, expired: 401': {
    because: 'Nobody signs in yet: no route has an authorizer, none reads a token of an identity provider.',
    today: [],
  },
  "Salesperson A opens B's lead: 404": {
    because: 'There is no desk yet: salespeople have signed links, each for one offer.',
    today: [],
  },
  'Every route × role: denied by default': {
    because: 'There are no roles yet; what is served without one says why.',
    today: ['infra/http-api'],
  },
  'Sort parameter injection: 400': {
    because: 'There is no list to sort yet: no public route reads a sort parameter.',
    today: [],
  },
  'Enrichment host in a private range, by redirect or rebinding: blocked': {
    because: 'Enrichment has no HTTP provider yet: it reads the address alone.',
    today: ['shared/adapters/enrichment/built-in'],
  },
  'Webhook with a bad, missing, stale or replayed signature: 401; secret not set: refused': {
    because: 'There is no CRM yet, and so no webhook.',
    today: [],
  },
};
