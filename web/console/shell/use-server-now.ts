// Time that passes on the screen: once a second, by the server's clock.
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from './uses.tsx';

/** The server's time, in milliseconds since 1970; renders again every second. */
export const useServerNow = (): number => {
  const desk = useDesk();
  const [now, setNow] = useState(desk.serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(desk.serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
