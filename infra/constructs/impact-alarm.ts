import { Alarm, type AlarmProps, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { AlarmsTopic } from './alarms-topic.ts';

export type ImpactAlarmProps = Omit<AlarmProps, 'alarmDescription' | 'evaluationPeriods'> & {
  readonly alarms: AlarmsTopic;
  /** What a user notices. It is the alarm's description, the first thing that the person on call reads. */
  readonly impact: string;
  readonly evaluationPeriods?: number;
};

/** An alarm that says what it means to people and goes to the alarms topic. One breaching period raises it; missing data is no breach. */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, { alarms, impact, ...props }: ImpactAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
      alarmDescription: impact,
    });
    alarm.addAlarmAction(new SnsAction(alarms.topic));
  }
}
