// The Parameter Store: what a deployment keeps there for its functions. Independent of what it is for.
import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { TIME_LIMITS, within } from './time-limits.ts';

const createClient = () => new SSMClient(within(TIME_LIMITS.parameters));

/** @returns the value under a name. @throws `ParameterNotFound` when there is none. */
export const createReadParameter = () => {
  const ssm = createClient();
  return async (Name: string): Promise<string> => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    if (!Parameter?.Value) throw new Error(`the parameter ${Name} is empty`);
    return Parameter.Value;
  };
};

/** For the function that makes them during a deployment. */
export const createKeepParameters = () => {
  const ssm = createClient();
  return {
    /** Keeps a value, encrypted under AWS's own key, unless there is one. @returns whether it is this one that is kept. */
    async keep(Name: string, Value: string): Promise<boolean> {
      try {
        await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: false }));
        return true;
      } catch (error) {
        if (error instanceof ParameterAlreadyExists) return false;
        throw error;
      }
    },
    async forget(Name: string): Promise<void> {
      try {
        await ssm.send(new DeleteParameterCommand({ Name }));
      } catch (error) {
        if (!(error instanceof ParameterNotFound)) throw error;
      }
    },
  };
};
