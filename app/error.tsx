'use client';

import { PageMessage } from '../components/workspace/page-message.tsx';
import { Button } from '../components/ui/button.tsx';
import { words } from '../components/words.ts';

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  return (
    <PageMessage title={words.error.title} text={words.error.text}>
      <Button look="main" onClick={reset}>
        {words.error.again}
      </Button>
    </PageMessage>
  );
}
