export const functionNames = [
  'capture',
  'confirm',
  'unsubscribe',
  'preferences',
  'track',
  'respond',
  'publish',
  'mail',
  'enrich',
  'score',
  'route',
  'rescore',
  'feedback',
  'erase',
  'due',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** What a function gets from Lambda, and what its absence means to people. */
export type FunctionShape = {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The function builds public links. */
  readonly buildsLinks?: true;
  /** What a user notices while the function fails. */
  readonly impact: string;
};

/** A person waits for these: memory buys CPU, and so a shorter cold start. */
const answersPeople = { memoryMb: 1024, timeoutSeconds: 10 };
const worksOnQueue = { memoryMb: 512, timeoutSeconds: 30 };

export const functionShapes: Readonly<Record<FunctionName, FunctionShape>> = {
  capture: {
    ...answersPeople,
    impact: 'Visitors see an error after submitting a form; their leads are not stored.',
  },
  confirm: {
    ...answersPeople,
    buildsLinks: true,
    impact: 'Prospects cannot confirm their opt-in; no new lead becomes qualified.',
  },
  unsubscribe: {
    ...answersPeople,
    buildsLinks: true,
    impact: 'Prospects cannot unsubscribe, nor stop mails they never asked for; they will report them as spam.',
  },
  preferences: {
    ...answersPeople,
    buildsLinks: true,
    impact: 'Prospects cannot see, change, take along or erase what we hold about them.',
  },
  track: { ...answersPeople, impact: 'Activities of leads are not recorded; engagement scores are too low.' },
  respond: {
    ...answersPeople,
    buildsLinks: true,
    impact: 'Salespeople cannot accept or decline offered leads; deadlines run out.',
  },
  publish: {
    memoryMb: 512,
    timeoutSeconds: 60,
    impact: 'Stored leads are not announced: no opt-in mails, no scores, no offers.',
  },
  mail: {
    ...worksOnQueue,
    buildsLinks: true,
    impact: 'Prospects get no opt-in mail, salespeople no notice of offered leads.',
  },
  enrich: { ...worksOnQueue, impact: 'Confirmed leads wait without company facts and are not scored.' },
  score: { ...worksOnQueue, impact: 'Leads keep their old score; sales sees no new qualified leads.' },
  route: { ...worksOnQueue, impact: 'Qualified leads reach no salesperson.' },
  rescore: {
    ...worksOnQueue,
    impact: 'After a release of the playbook some leads keep the score of the one before until they do something.',
  },
  feedback: {
    ...worksOnQueue,
    impact: 'Addresses that bounced or complained keep getting mail, until SES stops all of it.',
  },
  // A lead with thousands of activities takes a while.
  erase: {
    memoryMb: 512,
    timeoutSeconds: 60,
    impact: 'People who asked to be erased, or whose data we may not keep, are still stored.',
  },
  // Shorter than the minute between two runs, so that runs do not overlap.
  due: {
    memoryMb: 512,
    timeoutSeconds: 55,
    impact:
      'Something that is due does not happen: an opt-in does not expire, or a deadline of sales passes unnoticed.',
  },
};
