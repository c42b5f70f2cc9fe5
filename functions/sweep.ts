// Lambda entry of the minute's sweep: time-outs, leases, purges.
import { createDeskContext } from './actions/desk-context.ts';
import { sweep } from './actions/sweep.ts';

const context = createDeskContext();

export const handler = async (): Promise<void> => sweep(context);
