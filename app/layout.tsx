import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import { beforePaint } from '../components/workspace/before-paint.ts';
import { words } from '../components/words.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: words.name, template: `%s · ${words.name}` },
  description: words.description,
  applicationName: words.name,
  referrer: 'no-referrer',
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0e0d0c' },
    { media: '(prefers-color-scheme: light)', color: '#fcfbf9' },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: beforePaint }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
