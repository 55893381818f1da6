# The server with its pages in one image. It needs a PostgreSQL: docker-compose.yml has both.

# --- The pages ---
FROM node:22-bookworm-slim AS pages
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci
COPY web ./
# Queries are typed by the schema, and the playground shows those of the documentation.
COPY schema.graphql ../
COPY docs ../docs
RUN npm run build

# --- The program ---
FROM rust:1.95-bookworm AS program
WORKDIR /src
COPY . .
COPY --from=pages /src/web/dist web/dist
# Downloaded and compiled crates stay in the cache of the builder, so a second build compiles what has changed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --profile dist --locked -p server && \
    cp target/dist/atlas /usr/local/bin/atlas

# --- What runs ---
FROM debian:bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 10001 --create-home --home-dir /var/lib/atlas --shell /usr/sbin/nologin atlas
COPY --from=program /usr/local/bin/atlas /usr/local/bin/atlas
USER atlas
WORKDIR /var/lib/atlas
ENV ATLAS_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["atlas", "doctor", "--ready"]
ENTRYPOINT ["atlas"]
CMD ["serve"]
