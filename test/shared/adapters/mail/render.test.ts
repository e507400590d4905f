import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MailValueError } from '#adapters/mail/mail-value-error.ts';
import { renderMail } from '#adapters/mail/render.ts';

const template = { subject: 'For {{name}}', text: '{{name}}: {{facts}}', html: '<p title="{{name}}">{{facts}}</p>' };

test('values are put in as text, escaped in HTML, with their lines', () => {
  expect(renderMail(template, { name: 'A & "B"', facts: 'one\n<two>' })).toEqual({
    subject: 'For A & "B"',
    text: 'A & "B": one\n<two>',
    html: '<p title="A &amp; &quot;B&quot;">one<br>\n&lt;two&gt;</p>',
  });
});

test('a placeholder inside a value stays literal', () => {
  const dollar = '$';
  expect(renderMail(template, { name: `{{facts}} $& ${dollar}{env}`, facts: '{{env}}' })).toMatchObject({
    subject: `For {{facts}} $& ${dollar}{env}`,
    text: `{{facts}} $& ${dollar}{env}: {{env}}`,
  });
});

test('a placeholder without a value is an error that names it, also when every object has it', () => {
  expect(() => renderMail(template, { name: 'x' })).toThrow(new MailValueError('facts', 'has no value'));
  expect(() => renderMail({ ...template, text: '{{constructor}}' }, { name: '', facts: '' })).toThrow(
    '{{constructor}} has no value',
  );
});

test.each(['javascript:alert(1)', 'https://a.example/" onclick="x', 'https://a.example/ b', ''])(
  '"%s" does not become a link',
  (offerUrl) => {
    expect(() => renderMail({ subject: '', text: '', html: '<a href="{{offerUrl}}">' }, { offerUrl })).toThrow(
      'must be a web address',
    );
  },
);

test('no value adds a header line to the subject or a tag to the HTML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, facts) => {
      const { subject, html } = renderMail(template, { name: `${name}\r\nBcc: x`, facts });

      expect(subject).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
      expect(html.replaceAll('<br>', '').match(/[<>]/g)).toHaveLength(4);
      expect(html.match(/"/g)).toHaveLength(2);
    }),
  );
});
