/** Sales named something that the playbook does not ask for, or answered with what is none of its options. Holds no values. */
export class InvalidFindingsError extends Error {
  override readonly name = 'InvalidFindingsError';
  readonly leadId: string;
  readonly fields: readonly string[];

  constructor(leadId: string, fields: readonly string[]) {
    super(`Lead ${leadId}: the playbook knows no such answer for ${fields.join(', ')}`);
    this.leadId = leadId;
    this.fields = fields;
  }
}
