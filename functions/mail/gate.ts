import type { MailName } from '#contracts/playbook.ts';
import { isMarketing, isOptInMail } from '#domain/lead/mails.ts';
import { type MarketingWorld, marketingPass } from './marketing-pass.ts';
import { type OptInWorld, optInPass } from './opt-in-pass.ts';
import type { Pass } from './pass.ts';
import { salesPass } from './sales-pass.ts';

/** Which way each mail takes. */
export const gate =
  (world: OptInWorld & MarketingWorld) =>
  (mail: MailName): Pass => {
    if (isOptInMail(mail)) return optInPass(world, mail);

    return isMarketing(mail) ? marketingPass(world, mail) : salesPass(world.clock, mail);
  };
