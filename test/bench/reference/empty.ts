/** The floor: what Node itself needs to load and call a handler. */
export const handler = async () => ({ statusCode: 204 });
