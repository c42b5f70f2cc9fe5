// Texts that only one page has, handed to its parts. Knows no page.
import { createContext, type Provider } from 'preact';
import { useContext } from 'preact/hooks';

export interface PageTexts<T> {
  readonly Provider: Provider<T | undefined>;
  readonly use: () => T;
}

export const createPageTexts = <T>(): PageTexts<T> => {
  const Context = createContext<T | undefined>(undefined);
  return {
    Provider: Context.Provider,
    use: () => {
      const texts = useContext(Context);
      if (texts === undefined) throw new Error('This part is used outside its page');
      return texts;
    },
  };
};
