import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** Where all alarms go, and the address that reads them. */
export class AlarmsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { mail }: { readonly mail?: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // enforceSSL gives the topic a policy of its own, in place of the default one that let CloudWatch in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (mail === undefined) return;

    this.topic.addSubscription(new EmailSubscription(mail));
    Validations.of(this).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'The only subscriber is a mailbox; CloudWatch keeps the state and history of every alarm.',
    });
  }
}
