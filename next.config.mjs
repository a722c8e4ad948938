/** @type {import('next').NextConfig} */
const nextConfig = {
  // Streams must leave as they are written; a proxy in front may compress pages.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['better-sqlite3'],
};

export default nextConfig;
