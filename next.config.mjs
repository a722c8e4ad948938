const isDevelopment = process.env.NODE_ENV === 'development';

/** @param {string} ancestors Whose pages may stand around ours. */
const pagePolicy = (ancestors) =>
  [
    "default-src 'self'",
    // Development compiles in the browser and needs eval; nothing else does.
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    `frame-ancestors ${ancestors}`,
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');

/** @type {import('next').NextConfig} */
const nextConfig = {
  // Streams must leave as they are written; a proxy in front may compress pages.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks all of the project; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3'],
  headers() {
    const everywhere = [
      { key: 'Referrer-Policy', value: 'no-referrer' },
      { key: 'X-Content-Type-Options', value: 'nosniff' },
    ];
    return [
      { source: '/:path*', headers: everywhere },
      // The preview's frame answers with a policy of its own: two would both hold.
      {
        source: '/((?!preview/|api/|embed/|starters/[^/]+/).*)',
        headers: [{ key: 'Content-Security-Policy', value: pagePolicy("'none'") }],
      },
      // Sources to be read and pictures: nothing there runs at our address.
      {
        source: '/starters/:name/:path+',
        headers: [{ key: 'Content-Security-Policy', value: "sandbox; default-src 'none'" }],
      },
      {
        source: '/embed/:path*',
        headers: [
          { key: 'Content-Security-Policy', value: pagePolicy('*') },
          { key: 'X-Robots-Tag', value: 'noindex' },
        ],
      },
      // A frame's origin is opaque: the modules that it loads count as coming from elsewhere.
      ...['engines', 'fonts', 'vendor']
        .map((folder) => `/preview/${folder}/:path*`)
        .map((source) => ({
          source,
          headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }],
        })),
      // The compiler's worker reads strangers' scripts, and need do nothing else.
      {
        source: '/preview/compiler.js',
        headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; script-src 'unsafe-eval'" }],
      },
      // Versions stand in these paths.
      {
        source: '/preview/vendor/:path*',
        headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
      },
      { source: '/s/:path*', headers: [{ key: 'X-Robots-Tag', value: 'noindex' }] },
      {
        source: '/api/:path*',
        headers: [
          { key: 'X-Robots-Tag', value: 'noindex' },
          // Some answers have more of a policy of their own.
          { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
        ],
      },
    ];
  },
};

export default nextConfig;
