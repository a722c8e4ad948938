import type { Metadata } from 'next';
import { readSearch } from '../../components/starters/match-starters.ts';
import { StarterGallery } from '../../components/starters/starter-gallery.tsx';
import { starterKinds } from '../../components/starters/starter-list.ts';
import { ThemeSwitch } from '../../components/ui/theme-switch.tsx';
import { words } from '../../components/words.ts';
import { HomeLink } from '../../components/workspace/home-link.tsx';

const say = words.starters;

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = { title: say.title, description: say.says };

/** The gallery: small finished programs to begin from. `kind` and `q` in the address narrow it down. */
export default async function StartersPage({ searchParams }: PageProps) {
  const { kind, q } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[120rem] flex-col px-4 pb-12 sm:px-8">
      <header className="flex h-14 items-center gap-2">
        <HomeLink className="-ml-1.5" />
        <span className="flex-1" />
        <ThemeSwitch labels={words.top} />
      </header>
      <h1 className="pt-4 text-[1.5rem] leading-8 font-medium tracking-tight text-balance sm:pt-8 sm:text-[2rem] sm:leading-10">
        {say.heading}
      </h1>
      <p className="max-w-144 pt-2 pb-6 text-14 text-muted text-pretty">{say.says}</p>
      <StarterGallery first={readSearch(kind, q, starterKinds)} />
    </main>
  );
}
