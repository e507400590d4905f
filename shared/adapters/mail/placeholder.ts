/** `{{name}}`, the one thing that is filled in in a mail. */
export const placeholder = /\{\{([a-zA-Z][a-zA-Z0-9]*)\}\}/g;
