import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import * as z from 'zod';

const Manifest = z.object({ version: z.string() });

/** Modules of the SDK that do nothing for us, and what takes their place. */
const replacements: readonly { readonly file: RegExp; readonly source: string }[] = [
  {
    // None of our calls streams events. The module is imported lazily, and everything it shares with the rest would have to be lazy too.
    file: /@smithy[/\\]core[/\\]dist-es[/\\]submodules[/\\]event-streams[/\\]index\.js$/,
    source: `
      function left() { throw new Error('Event streams are left out of the bundle: see docs/adr/0020'); }
      export { left as EventStreamSerde, left as eventStreamSerdeProvider };`,
  },
  {
    // Signs the headers of messages in event streams.
    file: /@smithy[/\\]signature-v4[/\\]dist-es[/\\]HeaderFormatter\.js$/,
    source: `
      export class HeaderFormatter { format() { throw new Error('Event streams are left out of the bundle: see docs/adr/0020'); } }`,
  },
  {
    // Only for the retry mode `adaptive`, which nobody sets.
    file: /@smithy[/\\]core[/\\]dist-es[/\\]submodules[/\\]retry[/\\]util-retry[/\\]DefaultRateLimiter\.js$/,
    source: `
      export class DefaultRateLimiter { constructor() { throw new Error('Adaptive retries are left out of the bundle: see docs/adr/0020'); } }`,
  },
  {
    // Endpoint discovery is off unless a client asks for it; its cache is made all the same, and brings a library of collections.
    file: /@aws-sdk[/\\]endpoint-cache[/\\]dist-es[/\\]EndpointCache\.js$/,
    source: 'export class EndpointCache {}',
  },
  {
    // All partitions and regions, for the rules that `regionalEndpoints` takes the place of.
    file: /@aws-sdk[/\\]core[/\\]dist-es[/\\]submodules[/\\]client[/\\]util-endpoints[/\\]lib[/\\]aws[/\\]partitions\.js$/,
    source: 'export const partitionsInfo = { partitions: [] };',
  },
  {
    // Stands in where Node was built without its own hashes.
    file: /@smithy[/\\]core[/\\]dist-es[/\\]submodules[/\\]checksum[/\\]sha256[/\\]Sha256Js\.js$/,
    source: 'export class Sha256Js {}',
  },
  {
    // Lambda names the region in the environment; only a virtual machine has to ask.
    file: /@smithy[/\\]core[/\\]dist-es[/\\]submodules[/\\]config[/\\]config-resolver[/\\]regionConfig[/\\]getInstanceMetadataRegion\.js$/,
    source: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // Lambda has no ~/.aws: two reads that fail in every cold start. Locally a developer's own settings must not reach the functions.
    file: /@smithy[/\\]core[/\\]dist-es[/\\]submodules[/\\]config[/\\]shared-ini-file-loader[/\\]loadSharedConfigFiles\.js$/,
    source: `
      export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
];

/** Leaves out of the bundles what the AWS SDK brings for other places than Lambda and for services that we do not call. */
export const withoutIdleParts: Plugin = {
  name: 'without-idle-parts',
  setup(build) {
    for (const { file, source } of replacements)
      build.onLoad({ filter: file }, ({ path }) => ({
        contents: source,
        loader: 'js',
        resolveDir: path.replace(/[/\\][^/\\]*$/, ''),
      }));
    // A client reads its own version from its manifest, and nothing else.
    build.onLoad({ filter: /@aws-sdk[/\\]client-[^/\\]*[/\\]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))),
      loader: 'json',
    }));
  },
};
