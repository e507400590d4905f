import type { Plugin } from 'esbuild';

/** The first part of a service's address, by the SDK's client for it. */
const hosts: Readonly<Record<string, string>> = { dynamodb: 'dynamodb', eventbridge: 'events', ses: 'email' };
const filter = /@aws-sdk[/\\]client-([a-z]+)[/\\]dist-es[/\\]endpoint[/\\]endpointResolver\.js$/;

const resolver = (host: string) => `
  export const defaultEndpointResolver = ({ Endpoint, Region, UseFIPS, UseDualStack }) => {
    const left = UseFIPS || UseDualStack || /^[a-z]+-iso/.test(Region);
    if (left) throw new Error('Endpoints like this one are left out of the bundle: see docs/adr/0020');
    const domain = { cn: 'amazonaws.com.cn', eusc: 'amazonaws.eu' }[Region.split('-')[0]] ?? 'amazonaws.com';

    return { url: new URL(Endpoint ?? \`https://${host}.\${Region}.\${domain}\`), headers: {}, properties: {} };
  };`;

/**
 * Lambda names the region, and a service's address follows from it. The SDK finds it by rules that know every partition, FIPS, dual stack and ARNs of
 * other accounts: 11 KB (4 compressed) and 2 ms of a cold start's CPU time. A client that is not listed keeps its rules.
 */
export const regionalEndpoints: Plugin = {
  name: 'regional-endpoints',
  setup(build) {
    build.onLoad({ filter }, ({ path }) => {
      const host = hosts[filter.exec(path)?.[1] ?? ''];

      return host === undefined ? undefined : { contents: resolver(host), loader: 'js' };
    });
  },
};
