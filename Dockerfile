# Lintel as an image: docs/operating.md says how to run it, compose.yaml runs two of them.
FROM node:24-bookworm-slim AS build
WORKDIR /lintel
COPY package.json package-lock.json ./
# No package runs a script of its own while it is installed.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build \
 # PostgreSQL's libraries get their links now: the folder cannot be written later.
 && node -e 'import("/lintel/lib/server/postgres/programs.ts").then(({ findPrograms }) => findPrograms())' \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf .next/cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 LINTEL_DATA=/data
WORKDIR /lintel
COPY --from=build /lintel ./
RUN mkdir /data && chown node:node /data && ln -s /lintel/lib/cli/bin.mjs /usr/local/bin/lintel
# Everything but /data belongs to root and can be mounted read-only.
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-proto=delete", "lib/server/main.ts"]
