// An address to be taken over elsewhere, with a button that copies it.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';

interface Props {
  label: string;
  value: string;
  copy: string;
  copied: string;
}

export const CopyLine = ({ label, value, copy, copied }: Props) => {
  const isCopied = useSignal(false);
  const code = useRef<HTMLElement>(null);
  const take = async () => {
    try {
      await navigator.clipboard.writeText(value);
      isCopied.value = true;
    } catch {
      // Not allowed here: it is selected, to be copied by key.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd class="copy-line">
        <code class="code" ref={code}>
          {value}
        </code>{' '}
        <Button small onClick={take} aria-label={`${copy}: ${label}`}>
          {copy}
        </Button>{' '}
        <span role="status">{isCopied.value ? copied : ''}</span>
      </dd>
    </div>
  );
};
