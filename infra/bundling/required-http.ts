import type { Plugin } from 'esbuild';

/**
 * Loads `node:http` and `node:https` by a plain call instead of an ESM import. The ESM import reads every export, among them WebSocket, which
 * starts undici: 31 ms and 9 MB of a cold start (nodejs/node#57649).
 */
export const requiredHttp: Plugin = {
  name: 'required-http',
  setup(build) {
    build.onResolve({ filter: /^(node:)?https?$/ }, ({ path }) => ({
      path: path.replace(/^(node:)?/, 'node:'),
      namespace: 'required-http',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'required-http' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
      loader: 'js',
    }));
  },
};
