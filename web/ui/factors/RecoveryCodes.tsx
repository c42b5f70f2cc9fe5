// Recovery codes, shown this once: to copy, to download, to print.
import { useRef, useState } from 'preact/hooks';
import { Alert } from '../Alert.tsx';
import { Button } from '../Button.tsx';
import type { Words } from './words.ts';

interface Props {
  codes: readonly string[];
  login: string;
  words: Words;
  onKept: () => void;
}

export const RecoveryCodes = ({ codes, login, words: { texts, ui }, onKept }: Props) => {
  const list = useRef<HTMLOListElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const head = texts.fileHead(ui.product, login);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setIsCopied(true);
    } catch {
      // Not allowed here: they are selected, to be copied by key.
      if (list.current) getSelection()?.selectAllChildren(list.current);
    }
  };
  const download = () => {
    const file = URL.createObjectURL(new Blob([`${head}\n\n${codes.join('\n')}\n`], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: file, download: texts.fileName });
    link.click();
    URL.revokeObjectURL(file);
  };
  return (
    <div class="recovery">
      <Alert kind="warning">{texts.recoveryOnce}</Alert>
      <p>{head}</p>
      <ol ref={list} aria-label={texts.recovery}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="factors__buttons">
        <Button onClick={copy}>{texts.copy}</Button>
        <Button onClick={download}>{texts.download}</Button>
        <Button onClick={() => print()}>{texts.print}</Button>
        <Button kind="primary" onClick={onKept}>
          {texts.kept}
        </Button>
        <span role="status">{isCopied ? texts.copied : ''}</span>
      </div>
    </div>
  );
};
