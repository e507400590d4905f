import type { Plugin } from 'esbuild';

const source = `
export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
`;

/**
 * Lambda hands a function its credentials in the environment. The SDK's chain of providers (profiles, SSO, instance metadata) is left out of the
 * bundle and replaced by one that reads them there.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({
      path,
      namespace: 'environment-credentials',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'environment-credentials' }, () => ({ contents: source, loader: 'js' }));
  },
};
