#!/bin/sh
# Trains the AOT cache: starts the service without a database until it serves, and stops it. Makes /app/app.aot.
set -eu
cd "${1:-/app}"
java=${2:-/opt/java/bin/java}
key=$(head -c 32 /dev/zero | base64)
export QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:1/none QUARKUS_DATASOURCE_USERNAME=none QUARKUS_DATASOURCE_PASSWORD=none
export BANANATECH_BASE_URL=http://127.0.0.1:1 BANANATECH_MERCHANT_ID=00000000-0000-4000-8000-000000000000
export BANANATECH_SECRET_KEYS=$(printf '%032d' 0) SENSITIVE_DATA_KEYS="none:$key" SENSITIVE_FINGERPRINT_KEY="$key"
export QUARKUS_FLYWAY_MIGRATE_AT_START=false QUARKUS_HTTP_PORT=0 QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_SHUTDOWN_DELAY=0S
# A public key is public; this one's other half was never kept.
export QUARKUS_OIDC_PUBLIC_KEY=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtc0YJ2RQlToTTDm9YlZzIQfd465zGbxRvixn9yis3GaV88lld5+4ZYgmxXtYKGS99146O/CxKnpFPa6PdU1BXa/4XUrofQ2Adx9TqQLXTVvkQZ4XlN4uX8coZUE7yTaGBtT5+cKg4RTNTxjX4wvafJ9a2bsOeJev26xaPKbsPCTxejAukJELM29f+QAHWhoqMyVZEb3/NfDTlfqQU0gtZI4tTJcB5HFx/ErQY1YfY4BRWCDTQHnHxS+5sj9f2VyS8C598X1ixdxMjDpFMCbWf3xmCzlrRWL3IyJTkWwIqjRShFb4jAebIBu8nG8MXJMKHqerQV0ueLErcarJ+wBYcQIDAQAB
"$java" @jvm.options -XX:AOTCacheOutput=app.aot -jar quarkus-run.jar > train.log 2>&1 &
pid=$!
tries=0
until grep -q 'Listening on' train.log; do
  tries=$((tries + 1))
  if [ "$tries" -gt 120 ] || ! kill -0 "$pid" 2> /dev/null; then
    cat train.log >&2
    echo "train.sh: the service did not start" >&2
    exit 1
  fi
  sleep 1
done
kill "$pid"
wait "$pid" || true
test -s app.aot || { cat train.log >&2; exit 1; }
rm train.log
