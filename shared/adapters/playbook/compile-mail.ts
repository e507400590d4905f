import type { Locale, MailName, MailTemplate } from '#contracts/playbook.ts';
import { mailPlaceholders } from '#contracts/playbook-mails.ts';
import { placeholder } from '../mail/placeholder.ts';
import { readMailBody } from './mail-body.ts';
import { mailHtml } from './mail-html.ts';
import { mailText } from './mail-text.ts';
import type { Finding } from './playbook-error.ts';
import { FrontMatter } from './source.ts';
import { readYaml } from './source-file.ts';
import { findingsOf } from './zod-findings.ts';

type Compiled = { template?: MailTemplate; findings: Finding[] };

/** A mail from Markdown with a subject in its front matter, as text and as HTML; placeholders stay in, checked against what the mail knows. */
export function compileMail(fileName: string, name: MailName, locale: Locale, content: string): Compiled {
  const source = content.replaceAll('\r\n', '\n');
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---[ \t]*\n([\s\S]*)$/.exec(source) ?? [];
  if (body.trim() === '') {
    const message = 'must begin with --- / subject: … / --- and go on with the text of the mail';

    return { findings: [{ file: fileName, line: 1, message }] };
  }
  const front = readYaml(fileName, head, 2);
  const parsed = FrontMatter.safeParse(front.value);
  if (front.findings.length > 0 || !parsed.success) {
    return {
      findings: [
        ...front.findings,
        ...(front.findings.length > 0 ? [] : findingsOf(front, parsed.error?.issues ?? [])),
      ],
    };
  }

  const findings: Finding[] = [];
  const bodyStart = source.length - body.length;
  const at = (offset: number, message: string) =>
    void findings.push({ file: fileName, line: source.slice(0, offset).split('\n').length, message });
  checkPlaceholders(name, { head, body, bodyStart }, at);
  if (name === 'opt-in') checkPlain(body, (offset, message) => at(bodyStart + offset, message));
  const blocks = readMailBody(body, (raw, message) => at(bodyStart + Math.max(0, body.indexOf(raw.trim())), message));
  const { subject } = parsed.data;

  return { template: { subject, text: mailText(blocks), html: mailHtml(blocks, subject, locale) }, findings };
}

function checkPlaceholders(
  name: MailName,
  { head, body, bodyStart }: { head: string; body: string; bodyStart: number },
  at: (offset: number, message: string) => void,
): void {
  const { needed, known, multiLine }: Record<'needed' | 'known' | 'multiLine', readonly string[]> =
    mailPlaceholders[name];
  for (const { index } of `${head}\n---\n${body}`.matchAll(/\{\{(?![a-zA-Z][a-zA-Z0-9]*\}\})/g)) {
    at(bodyStart - head.length - 5 + index, 'a placeholder is written {{name}}, without spaces');
  }
  const used = new Set<string>();
  for (const { index, 1: key = '' } of body.matchAll(placeholder)) {
    used.add(key);
    if (!known.includes(key))
      at(bodyStart + index, `{{${key}}} is unknown to the ${name} mail, which knows ${known.join(', ')}`);
  }
  for (const { 1: key = '' } of head.matchAll(placeholder)) {
    if (!known.includes(key)) at(4, `{{${key}}} is unknown to the ${name} mail, which knows ${known.join(', ')}`);
    else if (multiLine.includes(key) || key.endsWith('Url')) at(4, `{{${key}}} does not fit into a subject`);
  }
  for (const key of needed)
    if (!used.has(key)) at(bodyStart, `{{${key}}} is missing: the ${name} mail is useless without it`);
}

/** The mail to somebody who has agreed to nothing yet may lead to the confirmation and the privacy notice only (LG Stendal 22 S 87/20). */
function checkPlain(body: string, at: (offset: number, message: string) => void): void {
  for (const { index } of body.matchAll(/https?:|www\./gi))
    at(index, 'the opt-in mail may link to {{confirmUrl}} and {{privacyUrl}} only');
}
