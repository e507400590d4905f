/**
 * What a server sends with every file of the landing pages. `apiBase` is the HTTP API's address when it lives on another host, else empty. The policy allows
 * no inline script or style, nothing from third parties, and sending the form nowhere else. `no-cache` makes browsers ask before they show an old copy, so
 * that a changed consent text reaches the next visitor.
 */
export function landingPageHeaders(apiBase = ''): Record<string, string> {
  const api = apiBase === '' ? "'self'" : `'self' ${new URL(apiBase).origin}`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${api}`,
    `form-action ${api}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];

  return {
    'content-security-policy': policy.join('; '),
    // The form's own host may know which page it was on; others learn the origin at most.
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}
