# Rollover as one small image: the built program and what it needs to run, as a user without rights.
#   docker build -t rollover .
#   docker run --rm -v rollover-data:/data rollover
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY config config
COPY store store
COPY commands commands
COPY src src
RUN npm run build && npm prune --no-save --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY config/betting_config.json config/betting_config.schema.json config/
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
CMD ["node", "dist/src/main.js"]
