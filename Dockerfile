# The atlas in a container: docker build -t nenc-health-atlas . && docker run -p 8050:8050 nenc-health-atlas
FROM python:3.12.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=65536 \
    MALLOC_TRIM_THRESHOLD_=65536 \
    HOST=0.0.0.0 \
    PORT=8050

WORKDIR /atlas

# Packages first: they change rarely, and everything below is rebuilt in seconds. All of them come as wheels.
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary=:all: \
        --require-hashes -r requirements.txt \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin atlas

COPY boundaries/ boundaries/
COPY data/ data/
COPY assets/ assets/
COPY dashboard/ dashboard/
COPY app.py gunicorn.conf.py LICENSE ./

# By number, so that an orchestrator can see that it is not root.
USER 10001
EXPOSE 8050

HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; p = os.environ.get('URL_PREFIX', '').strip('/'); u.build_opener(u.ProxyHandler({})).open(f\"http://127.0.0.1:{os.environ['PORT']}/{p + '/' if p else ''}healthz\", timeout=2)"]

CMD ["gunicorn", "--config", "gunicorn.conf.py"]
