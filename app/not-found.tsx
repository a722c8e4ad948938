import { PageMessage } from '../components/workspace/page-message.tsx';
import { words } from '../components/words.ts';

export default function NotFound() {
  return <PageMessage title={words.notFound.title} text={words.notFound.text} link={words.notFound.home} />;
}
