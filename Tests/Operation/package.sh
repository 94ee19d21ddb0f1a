#!/usr/bin/env bash
# Installs dist/'s package in a bare Debian root, with nothing but what it declares, uses it as a reader of
# the manual would, and looks for what is left when it goes. Then the same of `make install`. Needs root.
# Usage: package.sh ROOT, which debootstrap made
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$(realpath "$1")
package=$(echo dist/marginalia_*.deb)
site=/var/lib/marginalia
clock=2026-02-01T16:30:00Z

step() { printf '%s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}
shell() { inside bash -ec "$1"; }
night() { inside runuser -u marginalia -- marginalia "$@"; }
# Every file but Debian's own records and what apt keeps.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./var/cache -o -path ./var/lib/apt \
        -o -path ./var/lib/dpkg -o -path ./var/log -o -path ./usr/share/doc \) -prune -o -print | sort)
}

(cd dist && sha256sum --quiet --check SHA256SUMS)
step "sums hold"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
inside apt-get update -qq
# useradd keeps a copy of what it changes.
shell 'for file in passwd group shadow gshadow subuid subgid; do touch "/etc/$file-" "/etc/$file"; done'
files > "$root/tmp/before"

# The readme's own commands; there is no sudo here, and nobody who answers apt.
mkdir "$root/tmp/readme"
cp "$package" "$root/tmp/readme"
sed -n '/^## Install/,/^## /{/^```/,/^```/p}' README.md | sed -e '/^```/d' -e 's/^sudo //' -e 's/^apt install/& -y -qq/' \
    > "$root/tmp/readme.sh"
inside env -C /tmp/readme bash -ex /tmp/readme.sh > "$root/tmp/log" 2>&1 || { cat "$root/tmp/log"; fail "the readme"; }
grep -q '^State: CALL' "$root/tmp/log" || fail "the readme's plan is another"
step "the readme's $(wc -l < "$root/tmp/readme.sh") commands"
inside ldd /usr/bin/marginalia > "$root/tmp/libraries"
if grep -E 'not found|swift' "$root/tmp/libraries"; then fail "a library that no package declares"; fi
[ "$(inside marginalia version)" = "marginalia $(inside dpkg-query -W -f '${Version}' marginalia)" ] \
    || fail "the program and the package differ in version"
step "installed: $(inside marginalia version)"

# Outside of any site, with the sheets that came with it, as a user who owns nothing.
cp Content/portfolios/sample-binance-call.json "$root/tmp/account.json"
inside runuser -u nobody -- env -C /tmp marginalia plan account.json --clock $clock --json \
    > "$root/tmp/plan.json" 2> "$root/tmp/dates"
grep -q '"verified": *true' "$root/tmp/plan.json" || fail "no verified plan"
grep -qE 'Binance 20[0-9]{2}' "$root/tmp/dates" || fail "the dates of the sheets are not told"
step "plan, with $(sed 's/.*program: //' "$root/tmp/dates")"
for verb in build report check nightly releases rollback "release --resume" diff verify serve; do
    # shellcheck disable=SC2086 # a verb and its flag
    if inside env -C /tmp marginalia $verb > "$root/tmp/log" 2>&1; then fail "$verb without a site"; fi
    grep -q 'marginalia init' "$root/tmp/log" || fail "$verb does not name init: $(cat "$root/tmp/log")"
done
[ ! -e "$root/tmp/Output" ] || fail "a verb made an Output outside of a site"
step "every verb names init where there is no site"

night init -q $site
night nightly -q -C $site
night check -C $site
night doctor -C $site > "$root/tmp/log"
for unit in marginalia.service marginalia-failure.service marginalia.timer; do
    [ -e "$root/usr/lib/systemd/system/$unit" ] || fail "no $unit"
done
grep -q "^ExecStart=/usr/bin/marginalia nightly -C $site\$" "$root/usr/lib/systemd/system/marginalia.service" \
    || fail "the service starts something else"
step "init, nightly, check, doctor, units"

night serve --live --port 0 -C $site > "$root/tmp/serve" 2>&1 &
for _ in $(seq 100); do grep -q http "$root/tmp/serve" && break; sleep 0.1; done
port=$(sed -n 's|^http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$root/tmp/serve")
shell "exec 3<>/dev/tcp/127.0.0.1/$port; printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:$port\r\nConnection: close\r\n\r\n' >&3; cat <&3" \
    > "$root/tmp/answer"
inside bash -c 'for p in /proc/[0-9]*; do
    if [ "$(readlink $p/exe)" = /usr/bin/marginalia ] && [ "$(readlink $p/root)" = / ]; then kill ${p#/proc/}; fi
done'
wait $! || true
head -1 "$root/tmp/answer" | grep -q '200 OK' || fail "serve answered $(head -1 "$root/tmp/answer")"
grep -q '<title>' "$root/tmp/answer" || fail "serve gave no page"
step "serve answers"

for completion in bash-completion/completions/marginalia zsh/vendor-completions/_marginalia \
    fish/vendor_completions.d/marginalia.fish; do
    [ -s "$root/usr/share/$completion" ] || fail "no $completion"
done
shell 'bash -n /usr/share/bash-completion/completions/marginalia; . /usr/share/bash-completion/completions/marginalia
    complete -p marginalia' > "$root/tmp/log"
step "completion: $(cat "$root/tmp/log")"

inside apt-get remove -y -qq marginalia > "$root/tmp/log" 2>&1
[ ! -e "$root/usr/bin/marginalia" ] || fail "remove leaves the program"
[ -L "$root$site/Output/current" ] || fail "remove takes the site"
inside dpkg --purge marginalia > "$root/tmp/log" 2>&1
[ -L "$root$site/Output/current" ] || fail "purge takes the site"
inside getent passwd marginalia > "$root/tmp/log" || fail "purge takes the user of a site that is there"
step "removed and purged: the site stays"

rm -r "${root:?}$site"
shell 'apt-get install -y -qq --no-install-recommends /tmp/readme/marginalia_*.deb man-db' > "$root/tmp/log" 2>&1
inside man -w marginalia marginalia-plan > "$root/tmp/manuals"
step "manual: $(tr '\n' ' ' < "$root/tmp/manuals")"
inside apt-get purge -y -qq --autoremove -o APT::AutoRemove::SuggestsImportant=false \
    -o APT::AutoRemove::RecommendsImportant=false marginalia man-db > "$root/tmp/log" 2>&1
if inside getent passwd marginalia; then fail "purge leaves the user"; fi
files > "$root/tmp/after"
diff "$root/tmp/before" "$root/tmp/after" || fail "purge leaves files"
step "purged without a site: nothing is left"

# The same tree under another prefix.
prefix=$(mktemp -d)
trap 'umount "$root/proc"; rm -rf "$prefix"' EXIT
make --no-print-directory install DESTDIR="$prefix" PREFIX=/opt/some/place
moved=$prefix/elsewhere
mv "$prefix/opt/some/place" "$moved"
"$moved/bin/marginalia" init -q "$prefix/site"
"$moved/bin/marginalia" build -q -C "$prefix/site"
rm -r "$prefix/site"
mkdir -p "$prefix/opt/some"
mv "$moved" "$prefix/opt/some/place"
make --no-print-directory uninstall DESTDIR="$prefix" PREFIX=/opt/some/place
[ -z "$(find "$prefix" -type f)" ] || fail "uninstall leaves $(find "$prefix" -type f)"
step "installed under a prefix, moved, uninstalled"
