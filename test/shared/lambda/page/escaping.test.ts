import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locales } from '#contracts/playbook.ts';
import { everyPage } from './every-page.ts';

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    '</style></title></textarea><svg/onload=alert(1)>',
    '<!--',
    ']]>',
    '&lt;b&gt; &amp; &#60;',
    '$& $1 `\x24{1}` {{env}}',
    '\u2028\u0000\u202e',
  ),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '=', '/', '`', ' ', '\n', 'a', 'on', 'x=') }),
  fc.string({ unit: 'binary' }),
);

const TAG = /<(?:\/?[a-z][a-z0-9]*|!doctype)(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*>/gi;

/** The tags of a document with the names of their attributes: what a visitor's text must never change. */
function outline(body: string): string[] {
  const markup = body.replace(/<style>[^<]*<\/style>/, '');
  expect(markup.replace(TAG, ''), 'a bracket outside of a tag').not.toMatch(/[<>]/);

  return [...markup.matchAll(TAG)].map(([tag]) => tag.replace(/="[^"]*"/g, ''));
}

const decoded = (body: string): string =>
  body
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test.for(locales)('no text from outside adds a tag or an attribute to any page (%s)', (locale) => {
  const plain = Object.entries(everyPage(locale, 'plain')).map(([name, { body }]) => [name, outline(body)]);

  fc.assert(
    fc.property(hostile, (text) => {
      const attacked = Object.entries(everyPage(locale, text)).map(([name, { body }]) => [name, outline(body)]);
      expect(attacked).toEqual(plain);
    }),
    { numRuns: 150 },
  );
});

test('text from outside is shown back literally', () => {
  fc.assert(
    fc.property(
      hostile.filter((text) => text !== ''),
      (text) => {
        const { offer, rejected } = everyPage('en', text);
        expect(decoded(offer?.body ?? '')).toContain(text);
        expect(decoded(rejected?.body ?? '')).toContain(text);
      },
    ),
    { numRuns: 100 },
  );
});

test('Open redirects (`//evil`, `\\evil`): refused; no address from outside becomes a link to a script or to a host in disguise', () => {
  const addresses = fc.oneof(
    fc.constantFrom(
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '\\\\evil.example',
      'https:evil.example',
      'vbscript:x',
      '" onclick="alert(1)',
    ),
    hostile,
    hostile.map((text) => `https://${text}`),
    hostile.map((text) => `/${text}`),
  );
  fc.assert(
    fc.property(addresses, (url) => {
      for (const { body } of Object.values(everyPage('de', 'plain', url))) {
        outline(body);
        for (const [, href = ''] of body.matchAll(/href="([^"]*)"/g)) {
          const target = new URL(decoded(href), 'https://ours.example/');
          expect(['http:', 'https:']).toContain(target.protocol);
          if (!/^https?:\/\//i.test(url)) expect(target.host).toBe('ours.example');
        }
      }
    }),
    { numRuns: 200 },
  );
});
