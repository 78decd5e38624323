#!/usr/bin/env bash
# Makes a release from a clean work tree: version, changelog, artifact, SBOM, chart, checksums.
#
#   src/main/release/release.sh 1.2.3 [--dry-run]
#
# It runs the whole build, writes everything to target/release, commits "Release 1.2.3" and tags v1.2.3. Nothing leaves the machine:
# pushing commit, tag, images and chart is the last step, and yours. --dry-run does all of it in target/release/work, a copy,
# without the tests, and changes nothing here. With RELEASE_EXECUTABLE=path a native executable built before is added.
set -euo pipefail
cd "$(dirname "$0")/../../.."
version=${1:-}
mode=${2:-}
say() { echo "release: $*"; }
die() { echo "release: $*" >&2; exit 2; }

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || die "a version is needed, as 1.2.3"
[ -z "$mode" ] || [ "$mode" = --dry-run ] || die "not known: $mode"
[ -z "$(git status --porcelain)" ] || die "the work tree is not clean"
! git rev-parse -q --verify "refs/tags/v$version" > /dev/null || die "v$version is there already"
grep -q '^## \[Unreleased\]$' CHANGELOG.md || die "CHANGELOG.md has no section Unreleased"
sed '1,/^## \[Unreleased\]/d;/^## \[/,$d' CHANGELOG.md | grep -q '[^[:space:]]' || die "nothing is unreleased"

out=$PWD/target/release
rm -rf "$out"
mkdir -p "$out"
if [ "$mode" = --dry-run ]; then
  git clone -q . "$out/work"
  cd "$out/work"
fi

# The commit's own time: the same commit gives the same files.
time=$(git log -1 --format=%cI)
say "version $version in pom.xml, chart and changelog"
sed -i "0,\|<version>.*</version>|s|^  <version>.*</version>$|  <version>$version</version>|" pom.xml
sed -i "s|^version: .*|version: $version|; s|^appVersion: .*|appVersion: $version|" helm/bananacards/Chart.yaml
# From now on migrations only add to what this version knows.
find src/main/resources/db/migration -name 'V*.sql' | sed 's|.*/V\([0-9]*\)__.*|\1|' | sort -n | tail -1 \
  > src/main/release/schema-version
sed -i "s|^## \[Unreleased\]$|## [Unreleased]\n\n## [$version] - ${time%%T*}|; s| Nothing is released yet\.||" CHANGELOG.md

say "build"
tests=()
[ -z "$mode" ] || tests=(-DskipTests)
./mvnw -B -q verify ${tests[@]+"${tests[@]}"} "-Dproject.build.outputTimestamp=$time"

say "files"
name=bananacards-$version
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$time" -C target --transform "s|^quarkus-app|$name|" \
  -cf - quarkus-app | gzip -n > "$out/$name-jvm.tar.gz"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$time" -C helm --exclude bananacards/ci -cf - bananacards \
  | gzip -n > "$out/$name.tgz"
cp docs/openapi.yaml "$out/$name-openapi.yaml"
sed "1,/^## \[$version\]/d;/^## \[/,\$d" CHANGELOG.md > "$out/$name-changes.md"
if [ -n "${RELEASE_EXECUTABLE:-}" ]; then
  cp "$RELEASE_EXECUTABLE" "$out/$name-$(uname -s | tr A-Z a-z)-$(uname -m)"
fi
cp "target/$name-dependency-cyclonedx.json" "$out/$name-sbom.json" || die "the build made no bill of materials"
(cd "$out" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | sort | xargs sha256sum > SHA256SUMS)
cat "$out/SHA256SUMS"

if [ -z "$mode" ]; then
  git add src/main/release/schema-version
  git commit -qam "Release $version"
  git tag -a "v$version" -m "Bananacards $version"
  say "committed and tagged v$version; push them, then the images (src/main/docker/build.sh) and the chart"
else
  rm -rf "$out/work"
  say "dry run: nothing was changed here"
fi
