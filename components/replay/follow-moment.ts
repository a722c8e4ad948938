import type { OpenSession } from '../workspace/session-context.tsx';
import { withOpen } from '../workspace/desk.ts';

/**
 * While a replay is open, the file lies open in which something happened last, until the person opens another one. When
 * it is left, what lay open before does so again. Returns what ends it.
 */
export function followMoment({ client, desk, replay }: OpenSession): () => void {
  if (!replay) return () => {};
  let endFeed: () => void = () => {};

  function begin(): void {
    endFeed();
    const feed = replay?.open.getState().feed;
    if (!feed) return;
    const { openFileIds, activeFileId, isFollowing } = desk.getState();
    desk.setState({ isFollowing: true, selected: null });
    const end = feed.view.subscribe((now, before) => {
      if (now.sequence !== before.sequence || now.length !== before.length) openFileOf(feed.tape.fileAt(now.sequence));
    });
    endFeed = () => {
      end();
      const isThere = (id: string | null) => client.view.getState().files.some((file) => file.id === id);
      desk.setState({
        openFileIds: openFileIds.filter(isThere),
        isFollowing,
        ...(isThere(activeFileId) ? { activeFileId } : {}),
      });
      endFeed = () => {};
    };
  }

  function openFileOf(fileId: string | null): void {
    const { isFollowing, activeFileId } = desk.getState();
    if (!isFollowing || fileId === null || fileId === activeFileId) return;
    if (client.view.getState().files.some((file) => file.id === fileId)) desk.setState((now) => withOpen(now, fileId));
  }

  begin();
  const end = replay.open.subscribe(begin);
  return () => {
    end();
    endFeed();
  };
}
