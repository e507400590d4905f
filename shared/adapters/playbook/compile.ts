import { createHash } from 'node:crypto';
import {
  type Form,
  Id,
  type Locale,
  locales,
  type MailName,
  type MailTemplate,
  mailNames,
  Playbook,
  type Scoring,
} from '#contracts/playbook.ts';
import { Privacy } from '#contracts/playbook-privacy.ts';
import { orderOfFields } from '#domain/forms/order-of-fields.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkForm } from './check-form.ts';
import { checkPrivacy } from './check-privacy.ts';
import { compileMail } from './compile-mail.ts';
import { compileQualification } from './compile-qualification.ts';
import { compileSla } from './compile-sla.ts';
import { compileTeam } from './compile-team.ts';
import { PlaybookError } from './playbook-error.ts';
import { filesIn, type PlaybookFiles } from './playbook-files.ts';
import { PrivacySource } from './privacy-source.ts';
import {
  EngagementSource,
  FitSource,
  SegmentsSource,
  SlaSource,
  StagesSource,
  TitlesSource,
} from './qualification-source.ts';
import { CompanySource, FormSource, TeamSource } from './source.ts';
import { SourceFolder } from './source-folder.ts';

const topLevel = ['README.md', 'company.yaml', 'forms', 'mails', 'privacy.yaml', 'qualification', 'team.yaml'];
const mailFiles = mailNames.flatMap((name) => locales.map((locale) => `${name}.${locale}.md`));
const ruleFiles = ['engagement.yaml', 'fit.yaml', 'segments.yaml', 'sla.yaml', 'stages.yaml', 'titles.yaml'];
const isFormFile = (name: string): boolean => name.endsWith('.yaml') && Id.safeParse(formId(name)).success;
const formId = (name: string): string => name.slice(0, -'.yaml'.length);

/**
 * Reads and checks the playbook in a folder. The version is the hash of what it says, so that comments and layout do not change it.
 *
 * @throws {PlaybookError} with everything that is wrong, each with file and line.
 */
export const compilePlaybook = (dir: string): Playbook => compileFiles(filesIn(dir));

/** The same for files that lie elsewhere. */
export function compileFiles(files: PlaybookFiles): Playbook {
  const folder = new SourceFolder(files);
  folder.allowOnly('.', (name) => topLevel.includes(name), `is no part of a playbook (${topLevel.join(', ')})`);
  folder.allowOnly(
    'qualification',
    (name) => ruleFiles.includes(name),
    `is no part of a playbook (${ruleFiles.join(', ')})`,
  );
  folder.allowOnly('forms', isFormFile, 'a form is named like whitepaper.yaml: small letters, digits and hyphens');
  folder.allowOnly('mails', (name) => mailFiles.includes(name), `is no mail that is sent (${mailFiles.join(', ')})`);

  const company = folder.yaml('company.yaml', CompanySource)?.source;
  const forms = compileForms(folder);
  const team = folder.yaml('team.yaml', TeamSource);
  const compiledTeam = team && folder.collect(compileTeam(team.file, team.source)).team;
  const scoring = compileRules(folder, forms);
  const sla = folder.yaml('qualification/sla.yaml', SlaSource);
  const compiledSla = sla && folder.collect(compileSla(sla.file, sla.source)).sla;
  const privacy = compilePrivacy(folder, forms);
  const mails = compileMails(folder);
  if (folder.findings.length > 0 || !company || !forms || !scoring || !compiledTeam || !compiledSla || !privacy) {
    throw new PlaybookError(folder.findings);
  }

  const content = {
    company,
    forms: Object.fromEntries(forms.map((form) => [form.id, withOrder(form, scoring)])),
    scoring,
    team: compiledTeam,
    sla: compiledSla,
    privacy,
    mails,
  };
  const version = createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 12);

  return Playbook.parse({ version, ...content });
}

/** A form as its file says it, before it is known what to ask first. */
type ReadForm = FormSource & Pick<Form, 'id'>;

const withOrder = ({ progressive, ...form }: ReadForm, scoring: Scoring): Form => ({
  ...form,
  ...(progressive && { progressive: { ...progressive, order: orderOfFields(form, scoring) } }),
});

/** Undefined unless every form parses. */
function compileForms(folder: SourceFolder): ReadForm[] | undefined {
  const files = folder.list('forms').filter(isFormFile);
  if (files.length === 0) folder.found('forms', 'there must be at least one form');
  const forms = files.flatMap((name): ReadForm[] => {
    const parsed = folder.yaml(`forms/${name}`, FormSource);
    if (parsed === undefined) return [];
    folder.collect({ findings: checkForm(parsed.file, parsed.source) });

    return [{ id: formId(name), ...parsed.source }];
  });

  return forms.length === files.length ? forms : undefined;
}

/** While a form or a list does not parse, what it holds is unknown, and every rule about it would be a second, misleading finding. */
function compileRules(folder: SourceFolder, forms: ReadForm[] | undefined): Scoring | undefined {
  const fit = folder.yaml('qualification/fit.yaml', FitSource);
  const engagement = folder.yaml('qualification/engagement.yaml', EngagementSource);
  const segments = folder.yaml('qualification/segments.yaml', SegmentsSource);
  const stages = folder.yaml('qualification/stages.yaml', StagesSource);
  const titles = folder.yaml('qualification/titles.yaml', TitlesSource)?.source;
  if (!fit || !engagement || !segments || !stages || !titles || !forms) return undefined;

  return folder.collect(compileQualification({ fit, engagement, segments, stages, titles, forms })).scoring;
}

function compilePrivacy(folder: SourceFolder, forms: ReadForm[] | undefined): Privacy | undefined {
  const privacy = folder.yaml('privacy.yaml', PrivacySource);
  if (privacy === undefined) return undefined;
  const shortestExpiry = Math.min(...(forms ?? []).map(({ optInExpiry }) => optInExpiry));
  folder.collect({ findings: checkPrivacy(privacy.file, privacy.source, shortestExpiry) });

  return Privacy.parse(privacy.source);
}

function compileMails(folder: SourceFolder): Playbook['mails'] {
  const mail = (name: MailName, locale: Locale): MailTemplate => {
    const path = `mails/${name}.${locale}.md`;
    const text = folder.read(path);
    const compiled =
      text === undefined ? undefined : folder.collect(compileMail(folder.nameOf(path), name, locale, text)).template;

    // Stands in only until the findings are thrown.
    return compiled ?? { subject: '', text: '', html: '' };
  };
  const both = (name: MailName) => ({ de: mail(name, 'de'), en: mail(name, 'en') });

  return {
    'opt-in': both('opt-in'),
    'opt-in-reminder': both('opt-in-reminder'),
    welcome: both('welcome'),
    offer: both('offer'),
    'offer-reminder': both('offer-reminder'),
    accepted: both('accepted'),
  };
}
