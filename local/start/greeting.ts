import type { LocalStack } from '#local/stack.ts';
import type { Palette } from '#local/terminal/paint.ts';

export type GreetingProps = {
  readonly stack: LocalStack;
  /** From the start of the process to now, and its parts, in milliseconds. */
  readonly milliseconds: { readonly all: number; readonly build: number; readonly runtime: number };
  /** The port that was asked for. */
  readonly wanted: number;
};

const counted: readonly (readonly [type: string, one: string, many: string])[] = [
  ['AWS::Lambda::Function', 'function', 'functions'],
  ['AWS::ApiGatewayV2::Route', 'route', 'routes'],
  ['AWS::Events::Rule', 'rule', 'rules'],
  ['AWS::SQS::Queue', 'queue', 'queues'],
];

/** What was started, where it is, and what to do next. */
export function greeting({ stack, milliseconds, wanted }: GreetingProps, paint: Palette): string {
  const { url, model } = stack;
  const parts = counted.map(([type, one, many]) => {
    const { length } = model.ofType(type);

    return `${length} ${length === 1 ? one : many}`;
  });
  const port = Number(new URL(url).port);
  const moved =
    wanted !== 0 && port !== wanted ? [`  ${paint.gold(`Port ${wanted} is taken, so this is ${port}.`)}`, ''] : [];

  return [
    '',
    `  ${paint.gold('◒')} ${paint.bold('Goldpan')} is ready in ${paint.bold(seconds(milliseconds.all))}`,
    `    ${paint.soft(`${parts.join(', ')} from the same templates that deploy`)}`,
    `    ${paint.soft(`build ${seconds(milliseconds.build)}, runtime ${seconds(milliseconds.runtime)}`)}`,
    '',
    ...moved,
    `    Tour           ${paint.link(`${url}/local/`)}`,
    `    Landing page   ${paint.link(`${url}/en/`)}  ${paint.soft('or German:')} ${paint.link(`${url}/`)}`,
    `    Inbox          ${paint.link(`${url}/local/inbox`)}`,
    '',
    `  Next: open the tour and follow one lead, or run ${paint.bold('npm run demo')} in another terminal.`,
    `  ${paint.soft('Ctrl-C stops everything; the leads stay.')}`,
    '',
  ].join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
