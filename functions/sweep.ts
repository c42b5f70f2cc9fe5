// Lambda entry of the minute's sweep: time-outs, leases, purges.
import { createActionContext } from './actions/run.ts';
import { sweep } from './actions/sweep.ts';

const context = createActionContext();

export const handler = async (): Promise<void> => sweep(context);
