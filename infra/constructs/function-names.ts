// What the functions are called in the code; one without a specification is an error of the compiler.

export const functionNames = [
  'connect',
  'conversation',
  'desk',
  'portal',
  'backoffice',
  'accounts',
  'factors',
  'privacy',
  'files',
  'tell',
  'embed',
  'sign-in',
  'sweep',
] as const;
export type FunctionName = (typeof functionNames)[number];
