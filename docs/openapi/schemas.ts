import { ActivityReport, ActivityReports, ServerActivityReport } from '#contracts/activity.ts';
import { ChallengeProblem } from '#contracts/challenge-problem.ts';
import { FormView } from '#contracts/form-view.ts';
import { declineReasons, OfferDecision } from '#contracts/offer-decision.ts';
import { channels } from '#contracts/playbook.ts';
import { PreferenceChange } from '#contracts/preference-change.ts';
import { Problem } from '#contracts/problem.ts';
import { Submission } from '#contracts/submission.ts';
import { fromPage } from '#contracts/unsubscribe.ts';
import { type JsonSchema, jsonSchemas } from '../json-schema.ts';

const contracts = {
  Submission,
  ActivityReport,
  ServerActivityReport,
  ActivityReports,
  OfferDecision,
  PreferenceChange,
  FormView,
  Problem,
  ChallengeProblem,
};
export type SchemaName =
  | keyof typeof contracts
  | 'SubmissionForm'
  | 'OfferDecisionForm'
  | 'OneClick'
  | 'Shown'
  | 'Nothing'
  | 'Page';

export const schemaRef = (name: SchemaName): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** The document's schemas: our contracts as zod tells them, and the shapes that are made of them. */
export function schemas(): Record<SchemaName, JsonSchema> {
  const generated = jsonSchemas(contracts, (id) => `#/components/schemas/${id}`);
  const told = (name: keyof typeof contracts): JsonSchema => {
    const schema = generated[name];
    if (schema === undefined) throw new Error(`No schema ${name}`);
    return schema;
  };
  const submission = told('Submission');

  return {
    Submission: submission,
    SubmissionForm: submissionForm(submission),
    ActivityReport: told('ActivityReport'),
    ServerActivityReport: told('ServerActivityReport'),
    ActivityReports: told('ActivityReports'),
    OfferDecision: told('OfferDecision'),
    OfferDecisionForm: offerDecisionForm,
    PreferenceChange: told('PreferenceChange'),
    FormView: told('FormView'),
    Problem: told('Problem'),
    ChallengeProblem: told('ChallengeProblem'),
    Shown: {
      type: 'object',
      properties: { shown: { type: 'string', description: 'As the page has it. Left out: everything is confirmed.' } },
      additionalProperties: { type: 'string' },
    },
    OneClick: {
      type: 'object',
      description: '`List-Unsubscribe` is what mail clients send, `from` what our page does.',
      properties: {
        'List-Unsubscribe': { type: 'string', const: 'One-Click' },
        from: { type: 'string', const: fromPage.value },
      },
      additionalProperties: { type: 'string' },
    },
    Nothing: { description: 'Not looked at.' },
    Page: { type: 'string', description: 'A whole HTML page without scripts and without anything from a third party.' },
  };
}

/** A submission as a plain HTML form sends it (`submissionOfForm`): one field a box and one a wording, the rest by their names. */
function submissionForm({ properties = {} }: JsonSchema): JsonSchema {
  const { locale = {}, page = {}, consents = {} } = properties;
  const wording = partOf(consents, 'text');

  return {
    type: 'object',
    description: 'The names of the form’s fields as they are; `consent.<channel>` is `yes` for a ticked box.',
    properties: {
      locale,
      page,
      ...Object.fromEntries(
        channels.flatMap((channel) => [
          [`consent.${channel}`, { type: 'string', const: 'yes' }],
          [`consentText.${channel}`, wording],
        ]),
      ),
    },
    additionalProperties: { type: 'string' },
  };
}

/** An answer to an offer as a plain HTML form sends it (`offerDecisionOfForm`). */
const offerDecisionForm: JsonSchema = {
  type: 'object',
  description: 'As `OfferDecision`; what was established is `findings.<field>` each, empty where it is still open.',
  properties: {
    decision: { type: 'string', enum: ['accept', 'decline', 'establish'] },
    reason: { type: 'string', enum: [...declineReasons] },
  },
  required: ['decision'],
  additionalProperties: { type: 'string', maxLength: 200 },
};

/** What each value of a record holds under that name. */
function partOf({ additionalProperties }: JsonSchema, name: string): JsonSchema {
  const part = typeof additionalProperties === 'object' ? additionalProperties.properties?.[name] : undefined;
  if (part === undefined) throw new Error(`The schema has no ${name}`);

  return part;
}
