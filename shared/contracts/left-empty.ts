/**
 * The field of every form that people do not see and leave empty. Who fills it in is a machine. No field of a playbook can have this name (there is a hyphen
 * in it), and browsers know nothing to fill in by themselves.
 */
export const LEFT_EMPTY = 'homepage-url';
