#!/usr/bin/env bash
# Builds an image with docker, podman or buildah, whichever there is.
#
#   src/main/docker/build.sh native|jvm [--tag NAME] [--arg NAME=VALUE]... [--platform linux/amd64,linux/arm64]
#
# TOOL=buildah says which; TOOL_OPTIONS is put behind its name (for buildah without a daemon or rights:
# "--storage-driver vfs"), BUILD_OPTIONS behind "build" ("--isolation chroot").
set -euo pipefail
cd "$(dirname "$0")/../../.."
kind=${1:?native or jvm}
shift
file=src/main/docker/Dockerfile.$kind
[ -f "$file" ] || { echo "there is no $file" >&2; exit 2; }
version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml | head -1)
tag=bananacards:$version-$kind
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --tag) tag=$2; shift 2 ;;
    --arg) options+=(--build-arg "$2"); shift 2 ;;
    --platform) options+=(--platform "$2"); shift 2 ;;
    *) echo "not known: $1" >&2; exit 2 ;;
  esac
done
if [ "$kind" = jvm ] && [ ! -f target/quarkus-app/quarkus-run.jar ]; then
  echo "first: ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar" >&2
  exit 2
fi
tool=${TOOL:-}
for one in docker podman buildah; do
  if [ -z "$tool" ] && command -v "$one" > /dev/null; then tool=$one; fi
done
[ -n "$tool" ] || { echo "none of docker, podman, buildah is installed" >&2; exit 2; }
# The form that Docker reads: it knows the health check.
[ "$tool" = docker ] || options+=(--format docker)
# shellcheck disable=SC2086 # options are words
"$tool" ${TOOL_OPTIONS:-} build ${BUILD_OPTIONS:-} --file "$file" --tag "$tag" \
  --build-arg "VERSION=$version" --build-arg "REVISION=$(git rev-parse HEAD 2> /dev/null || echo unknown)" \
  ${options[@]+"${options[@]}"} .
echo "built $tag"
