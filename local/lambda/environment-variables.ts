import { randomBytes } from 'node:crypto';
import type { FunctionSettings } from './function-settings.ts';

/** The access key with which one function calls the local AWS endpoint. */
export type FunctionCredentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/**
 * The whole environment of one execution environment: Lambda's own variables
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), the function's, and where AWS answers. Nothing of this process's.
 */
export function environmentVariables(
  settings: FunctionSettings,
  aws: { readonly endpoint: string; readonly region: string; readonly credentials: FunctionCredentials },
): Record<string, string> {
  return {
    ...settings.environment,
    _HANDLER: settings.handler,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: settings.logFormat,
    ...(settings.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: settings.logLevel }),
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomBytes(16).toString('hex')}`,
    // The runtime client wants an address; its answers travel over the worker's message port.
    AWS_LAMBDA_RUNTIME_API: 'localhost:9',
    LAMBDA_TASK_ROOT: settings.folder,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
