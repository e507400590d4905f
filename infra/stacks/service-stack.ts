import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { AlarmsTopic } from '../constructs/alarms-topic.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { goldpanFunctions } from '../constructs/goldpan-functions.ts';
import { GoldpanHttpApi } from '../constructs/http-api.ts';
import { dueIndex, type LeadTable } from '../constructs/lead-table.ts';
import { MailFeedback } from '../constructs/mail-feedback.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { MinuteSchedule } from '../constructs/minute-schedule.ts';
import { StreamPublisher } from '../constructs/stream-publisher.ts';
import type { SuppressionList } from '../constructs/suppression-list.ts';
import { consumers, rescoring } from '../consumers.ts';
import { routes } from '../routes.ts';
import type { Stage } from '../stages.ts';

export type ServiceStackProps = StackProps & {
  readonly stage: Stage;
  readonly table: LeadTable;
  readonly suppressions: SuppressionList;
  /** Holds one folder per function, named after it. */
  readonly functionsFolder: string;
};

/** Everything that works on the leads: API, functions, bus, queues, schedule, mail. It holds no state worth keeping. */
export class ServiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, table, suppressions, functionsFolder, ...props }: ServiceStackProps,
  ) {
    super(scope, id, props);
    const alarms = new AlarmsTopic(this, 'Alarms', { mail: stage.alarmMail });
    const api = new GoldpanHttpApi(this, 'HttpApi', { stage, alarms });
    const mail = new MailIdentity(this, 'Mail', stage);
    const bus = new EventBus(this, 'Bus', { eventBusName: `goldpan-${stage.name}` });
    const functions = goldpanFunctions(this, {
      stage,
      table,
      suppressions,
      functionsFolder,
      alarms,
      baseUrl: api.baseUrl,
      own: {
        confirm: { SITE_URL: stage.siteUrl ?? api.baseUrl },
        publish: { BUS_NAME: bus.eventBusName },
        mail: {
          SITE_URL: stage.siteUrl ?? api.baseUrl,
          MAIL_FROM: mail.from,
          MAIL_CONFIGURATION_SET: mail.configurationSet,
        },
        rescore: { SEGMENTS: String(rescoring.segments), PAGE_ITEMS: String(rescoring.pageItems) },
        due: { DUE_INDEX: dueIndex },
      },
    });

    api.serve(routes, (route) => functions[route.function]);
    mail.grantSend(functions.mail);
    new StreamPublisher(this, 'Publisher', { table, bus, handler: functions.publish, alarms });
    for (const consumer of consumers)
      new EventConsumer(this, `${consumer.function}-consumer`, {
        bus,
        consumer,
        handler: functions[consumer.function],
        alarms,
      });
    new MailFeedback(this, 'Feedback', { mail, handler: functions.feedback, alarms });
    new MinuteSchedule(this, 'EveryMinute', { handler: functions.due, alarms });

    new CfnOutput(this, 'Url', { value: api.baseUrl });
  }
}
