import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export const stageNames = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** Everything that differs between the places Goldpan runs in. */
export type Stage = {
  readonly name: StageName;
  /** Left out: the stage goes where the deployer's credentials point. */
  readonly account?: string;
  readonly region?: string;
  /** The public address of all links. Left out: the HTTP API's own address. The certificate lies in the stage's region. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** Where the company's own pages are, which the playbook names by their paths. Left out: where the links are. */
  readonly siteUrl?: string;
  /** The domain SES verifies, and the sender of every mail, an address under that domain. */
  readonly mail: { readonly domain: string; readonly from: string };
  /** The origins of the landing pages whose scripts may call the API. A form posted without JavaScript needs no entry. */
  readonly allowedOrigins: readonly string[];
  readonly logRetention: RetentionDays;
  /** True: the table refuses deletion, and its data, key and logs outlive the stacks. */
  readonly keepData: boolean;
  /** The table that a restore made: the stacks work on it from then on, in place of the one that they made (docs/runbook.md, Restore). */
  readonly restored?: { readonly tableName: string; readonly streamArn: string };
  /** Requests a second that the API accepts in the mean, and at once. Above it answers 429. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Who is told about alarms. Left out: nobody is subscribed to the topic. */
  readonly alarmMail?: string;
};

export const stages: Readonly<Record<StageName, Stage>> = {
  dev: {
    name: 'dev',
    mail: { domain: 'mail.dev.goldpan.example', from: 'hello@mail.dev.goldpan.example' },
    allowedOrigins: ['http://localhost:4400'],
    logRetention: RetentionDays.ONE_WEEK,
    keepData: false,
    throttle: { rate: 1_000, burst: 2_000 },
  },
  staging: {
    name: 'staging',
    region: 'eu-central-1',
    siteUrl: 'https://www.staging.goldpan.example',
    mail: { domain: 'mail.staging.goldpan.example', from: 'hello@mail.staging.goldpan.example' },
    allowedOrigins: ['https://www.staging.goldpan.example'],
    logRetention: RetentionDays.ONE_MONTH,
    keepData: true,
    throttle: { rate: 200, burst: 400 },
    alarmMail: 'staging-alarms@goldpan.example',
  },
  prod: {
    name: 'prod',
    region: 'eu-central-1',
    siteUrl: 'https://www.goldpan.example',
    mail: { domain: 'mail.goldpan.example', from: 'hello@mail.goldpan.example' },
    allowedOrigins: ['https://www.goldpan.example'],
    logRetention: RetentionDays.THREE_MONTHS,
    keepData: true,
    throttle: { rate: 2_000, burst: 4_000 },
    alarmMail: 'alarms@goldpan.example',
  },
};

export class UnknownStageError extends Error {
  override readonly name = 'UnknownStageError';

  readonly stage: string;

  constructor(stage: string) {
    super(`No stage "${stage}". Known stages: ${stageNames.join(', ')}.`);
    this.stage = stage;
  }
}

/** The stage of that name. Throws `UnknownStageError` when there is none. */
export function stageOf(name: unknown): Stage {
  const known = stageNames.find((stage) => stage === name);
  if (known === undefined) throw new UnknownStageError(String(name));

  return stages[known];
}
