// What becomes of what holds the only copy of something, when the stack goes.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Config } from '../config.ts';

/** Whether it is held against removal: not in a stage to be thrown away, and not before a first deployment has come to its end. */
export const isKept = ({ stage, firstTime }: Config): boolean => stage !== 'dev' && !firstTime;

/**
 * Any stage but `dev` keeps it. The first time, it goes again when the deployment fails: nothing is in it yet. Later that
 * would not do: its protection would make the removal fail, and with it the way back.
 */
export const removalOf = (config: Config): RemovalPolicy => {
  if (config.stage === 'dev') return RemovalPolicy.DESTROY;
  return config.firstTime ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.RETAIN;
};
