import * as z from 'zod';
import { readAssembly, type SynthesizedStack } from './assembly.ts';
import { DEFAULT_REGION, LOCAL_ACCOUNT, type LocalAddresses, type Model, type Resource, type Value } from './model.ts';
import { readableNames } from './physical-names.ts';
import { ResolveError } from './resolve-error.ts';
import { StackResolver } from './stack-resolver.ts';

const FunctionCode = z.object({ Code: z.object({ S3Key: z.string() }) });

/**
 * Reads the cloud assembly in `folder` and resolves it to what it is locally. Throws `ResolveError`, naming stack, resource and
 * path, for anything it cannot resolve.
 */
export function loadModel(folder: string, addresses: LocalAddresses): Model {
  return resolveStacks(readAssembly(folder), addresses);
}

/** Resolves stacks that are given in dependency order. */
export function resolveStacks(stacks: readonly SynthesizedStack[], addresses: LocalAddresses): Model {
  const region = oneRegion(stacks);
  const names = readableNames(stacks);
  const exports = new Map<string, Value>();
  const resources: Resource[] = [];
  const outputs: Record<string, Record<string, Value>> = {};
  for (const stack of stacks) {
    const resolver = new StackResolver(stack, { region, addresses, names, exported: (name) => exports.get(name) });
    for (const [name, value] of resolver.exports()) exports.set(name, value);
    resources.push(...resolver.resources());
    outputs[stack.name] = resolver.outputs();
  }
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  const assets = new Map(stacks.flatMap((stack) => [...stack.assets]));

  return {
    region,
    accountId: LOCAL_ACCOUNT,
    resources,
    outputs,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    byArn: (arn) => byArn.get(arn),
    codeFolder: (lambdaFunction) => codeFolder(lambdaFunction, assets),
  };
}

function oneRegion(stacks: readonly SynthesizedStack[]): string {
  const regions = new Set(stacks.flatMap(({ region }) => region ?? []));
  if (regions.size > 1)
    throw new Error(`The stacks lie in ${[...regions].join(' and ')}; the local runtime runs one region.`);

  return [...regions][0] ?? DEFAULT_REGION;
}

function codeFolder({ stack, logicalId, properties }: Resource, assets: ReadonlyMap<string, string>): string {
  const parsed = FunctionCode.safeParse(properties);
  const folder = parsed.success ? assets.get(parsed.data.Code.S3Key) : undefined;
  if (folder !== undefined) return folder;
  throw new ResolveError({ stack, logicalId, path: 'Properties.Code' }, 'the code is no asset of this assembly');
}
