# One instance of Flint: docker build -t flint . && docker run -p 3000:3000 -v flint:/data flint
# Several of them, with Postgres, Redis and nginx: compose.yaml. See docs/running.md.

FROM node:24-bookworm-slim AS build
WORKDIR /flint
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# What was built is known by its sources, so they go along; the tools do not.
RUN npm run build && rm -rf .next/cache && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /flint
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 FLINT_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /flint ./
# Its own files are root's: it can change nothing but its data.
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Runs are ended in the log, and streams with a frame, when this process is told to end.
CMD ["node", "lib/launch/start.mjs"]
