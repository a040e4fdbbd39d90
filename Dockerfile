# Pullquote in a container: the same image is web, worker and release; the command says which.
# Build:  docker build -t pullquote .
FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock ./
RUN /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.12-slim-bookworm
# A user of its own, and one folder it may write to.
RUN groupadd --system --gid 10001 pullquote \
    && useradd --system --uid 10001 --gid pullquote --home-dir /app pullquote \
    && install -d -o pullquote -g pullquote -m 0700 /app/data
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
COPY bot ./bot
COPY handlers ./handlers
COPY storage ./storage
COPY config ./config
# matplotlib (the digests' chart) keeps its font cache in a folder of its own.
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    PULLQUOTE_DATA_DIR=/app/data \
    PULLQUOTE_LOG_FORMAT=json
USER pullquote
VOLUME /app/data
EXPOSE 3000
# SIGTERM lets a worker finish or hand back what it is at; give it 30 seconds (docker stop --time 30).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '3000') + '/healthz', timeout=4)"]
CMD ["python", "-m", "bot", "run"]
