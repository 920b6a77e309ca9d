# Rollover as one small image: the built program and what it needs to run, as a user without rights.
#   docker build -t rollover .
#   docker run --rm rollover        the demo, until Ctrl-C; with -v NAME:/data its log is kept
#
# The tag takes the fixes of Node 24 and Debian as they come (docker build --pull). To build on exactly one image, name
# its digest: --build-arg BASE=node:24-bookworm-slim@sha256:...
ARG BASE=node:24-bookworm-slim

FROM $BASE AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The versions of package-lock.json, each checked by its hash; none of them gets to run a script of its own.
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY config config
COPY store store
COPY commands commands
COPY src src
RUN npm run build && npm prune --no-save --omit=dev --no-audit --no-fund && install -d -m 700 /made/data

# Here things are copied and nothing is run, so that nothing else is left behind.
FROM $BASE
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY config/betting_config.json config/betting_config.schema.json config/demo-config.json config/
# The base image's user `node`, by number: whoever runs the image can then see that it is not root.
COPY --from=build --chown=1000:1000 /made /
USER 1000:1000
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "dist/src/health-check.js"]
CMD ["node", "dist/src/main.js"]
