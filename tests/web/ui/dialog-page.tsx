// A page with a dialog, in the document or in a shadow root, for tests/web/ui/dialog.test.ts to open in a browser.
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';

const App = () => {
  const [open, setOpen] = useState(false);
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const answer = (text: string) => {
    setAnswers([...answers, text]);
    if (text !== 'refuse') setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <p id="answers">{answers.join()}</p>
      {open && (
        <Dialog
          title="Chat beëindigen?"
          onClose={() => answer(location.hash === '#refuse' ? 'refuse' : 'closed')}
          actions={
            <>
              <Button onClick={() => answer('no')}>Doorgaan</Button>
              <Button kind="danger" onClick={() => answer('yes')}>
                Beëindigen
              </Button>
            </>
          }
        />
      )}
    </>
  );
};

const host = document.body.appendChild(document.createElement('div'));
render(<App />, location.search === '?shadow' ? host.attachShadow({ mode: 'open' }) : host);
