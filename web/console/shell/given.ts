// What a part of the screen uses without being handed it by its parent, such as texts. Asked for where nobody gave it, it throws.
import { createContext, type Provider } from 'preact';
import { useContext } from 'preact/hooks';

export interface Given<T> {
  readonly Provider: Provider<T | undefined>;
  readonly use: () => T;
}

/** @param name what is missing, for the error where nobody gave it. */
export const createGiven = <T>(name: string): Given<T> => {
  const Context = createContext<T | undefined>(undefined);
  return {
    Provider: Context.Provider,
    use: () => {
      const given = useContext(Context);
      if (given === undefined) throw new Error(`Nobody gave this part its ${name}`);
      return given;
    },
  };
};
