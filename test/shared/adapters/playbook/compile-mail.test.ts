import { describe, expect, test } from 'vitest';
import { compileMail } from '#adapters/playbook/compile-mail.ts';
import type { MailName } from '#contracts/playbook.ts';

const mail = (body: string, subject = 'A lead', name: MailName = 'offer') =>
  compileMail('playbook/mails/x.md', name, 'en', `---\nsubject: ${subject}\n---\n${body}`);
const messages = (...args: Parameters<typeof mail>) =>
  mail(...args).findings.map(({ line, message }) => `${line}: ${message}`);

test('a link on its own is a button in HTML and an address on its own line in text', () => {
  const { template, findings } = mail('Hello,\n\n[Accept it]({{offerUrl}})\n');

  expect(findings).toEqual([]);
  expect(template?.text).toBe('Hello,\n\nAccept it:\n{{offerUrl}}\n');
  expect(template?.html).toMatch(/<a href="\{\{offerUrl\}\}" style="[^"]+">Accept it<\/a>/);
});

test('text keeps what Markdown said without its marks, HTML escapes what authors wrote', () => {
  const { template } = mail(
    '# R&D **now**\n\n- a\n- b "c"\n\nline\nbroken \\*\n\n> q\n\n---\n\nsee [us](https://a.example) {{offerUrl}}',
  );

  expect(template?.text).toBe(
    'R&D now\n\n- a\n- b "c"\n\nline broken *\n\n> q\n\n--------\n\nsee us <https://a.example> {{offerUrl}}\n',
  );
  expect(template?.html).toContain('R&amp;D <strong>now</strong>');
  expect(template?.html).toContain('<li style="margin:0 0 .3em">b &quot;c&quot;</li>');
});

test('the HTML loads nothing', () => {
  expect(mail('[Go]({{offerUrl}})').template?.html).not.toMatch(/<(?:img|link|script|style|iframe)\b|src=|url\(/i);
});

describe('says line and reason', () => {
  test.each<[string, string[], Parameters<typeof mail>]>([
    ['an unknown placeholder', ['6: {{email}} is unknown to the offer mail'], ['{{offerUrl}}\n\n{{email}}']],
    ['a needed placeholder that is missing', ['4: {{offerUrl}} is missing'], ['Hello']],
    ['a placeholder with blanks', ['4: a placeholder is written {{name}}'], ['{{offerUrl}} {{ company }}']],
    ['an image', ['6: an image is not supported'], ['{{offerUrl}}\n\n![x](https://a.example/p.png)']],
    ['HTML', ['6: HTML is not supported'], ['{{offerUrl}}\n\n<div>x</div>']],
    ['a script behind a link', ['4: a link must go to'], ['{{offerUrl}} [x](javascript:alert)']],
    ['a list of facts in the subject', ['2: {{facts}} does not fit into a subject'], ['{{offerUrl}}', 'New {{facts}}']],
    [
      'a foreign link in the opt-in mail',
      ['6: the opt-in mail may link to'],
      ['{{confirmUrl}} {{notMeUrl}} {{imprint}}\n\n[offers](https://shop.example)', 'Please confirm', 'opt-in'],
    ],
    [
      'what the submitter typed in the opt-in mail',
      ['4: {{name}} is unknown to the opt-in mail'],
      ['{{confirmUrl}} {{notMeUrl}} {{imprint}} {{name}}', 'Please confirm', 'opt-in'],
    ],
  ])('%s', (_, expected, args) => {
    const found = messages(...args);

    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(found[index]).toContain(start);
  });

  test('a mail without front matter', () => {
    expect(compileMail('m.md', 'offer', 'de', 'Hallo').findings[0]?.message).toMatch(/^must begin with ---/);
  });

  test('an unknown key in the front matter', () => {
    expect(compileMail('m.md', 'offer', 'de', '---\nsubject: x\nfrom: y\n---\n{{offerUrl}}').findings).toEqual([
      { file: 'm.md', line: 3, message: 'from is not a known key' },
    ]);
  });
});
