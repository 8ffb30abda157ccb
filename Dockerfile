# The image holds the built service and its embedded PostgreSQL. Operation: docs/exploitation.md.
FROM node:24.21.0-bookworm-slim AS construction
WORKDIR /srv/ancrage
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json react-router.config.ts vite.config.ts vite.precompress.ts vite.trim-dsfr.ts ./
COPY app app
COPY server server
COPY db db
# The build leaves its fingerprint; then only what runs is kept (the embedded PostgreSQL is an optional dependency).
RUN npm run build && npm prune --omit=dev

FROM node:24.21.0-bookworm-slim
# A name, not just a number: initdb refuses an account that has no line in /etc/passwd.
RUN groupadd --gid 10001 ancrage \
  && useradd --uid 10001 --gid ancrage --no-create-home --home-dir /donnees --shell /usr/sbin/nologin ancrage \
  && install --directory --owner=ancrage --group=ancrage --mode=0700 /donnees
WORKDIR /srv/ancrage
# Root owns the program: the service cannot rewrite itself.
COPY --from=construction /srv/ancrage ./
ENV HOTE=0.0.0.0 PORT=3000 ANCRAGE_DONNEES=/donnees ANCRAGE_DEMONSTRATION=non
# URL_PUBLIQUE (https) has no default: the start refuses without it, in one sentence.
USER ancrage
VOLUME /donnees
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/sante').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the signals of the engine reach the service itself.
CMD ["node", "--import", "./server/node-version.mjs", "server/start.ts"]
