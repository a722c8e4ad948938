import { useEffect, useState } from 'react';

/** Whether something was copied just now, for as long as that is worth saying; and what tells that it was. */
export function useCopied(): [isCopied: boolean, setCopied: (isCopied: boolean) => void] {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return [isCopied, setCopied];
}
