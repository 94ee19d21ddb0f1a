#!/usr/bin/env bash
# Lets nginx, Apache and Caddy read the rules that a release has for them, and answer by them.
#
#   check.sh MARGINALIA
set -euo pipefail

program=$(realpath "$1")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
pids=()
stop() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap stop EXIT

"$here/Tests/Fixtures/sites/make.sh" "$program" "$work/site"
release=$work/site/Output/current
mkdir "$work/root"
ln -s "$release/site" "$work/root/blog"
chmod -R a+rX "$work"

cat > "$work/nginx.conf" <<CONF
pid $work/nginx.pid;
error_log stderr;
daemon off;
events {}
http {
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path $work/nginx-body;
    proxy_temp_path $work/nginx-proxy;
    fastcgi_temp_path $work/nginx-fastcgi;
    uwsgi_temp_path $work/nginx-uwsgi;
    scgi_temp_path $work/nginx-scgi;
    server {
        listen 127.0.0.1:8471;
        root $work/root;
        include $release/server/nginx.snippet;
    }
}
CONF
modules=/usr/lib/apache2/modules
cat > "$work/apache.conf" <<CONF
ServerRoot /etc/apache2
ServerName localhost
PidFile $work/apache.pid
ErrorLog /dev/stderr
Listen 127.0.0.1:8472
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule alias_module $modules/mod_alias.so
LoadModule dir_module $modules/mod_dir.so
LoadModule headers_module $modules/mod_headers.so
LoadModule mime_module $modules/mod_mime.so
TypesConfig /etc/mime.types
User www-data
Group www-data
<VirtualHost *:8472>
    DocumentRoot $work/root
    <Directory $work/root>
        Options FollowSymLinks
        Require all granted
    </Directory>
    Include $release/server/apache.snippet
</VirtualHost>
CONF
cat > "$work/Caddyfile" <<CONF
{
    admin off
    auto_https off
    storage file_system $work/caddy
}
http://127.0.0.1:8473 {
    root * $work/root
    import $release/server/Caddyfile.snippet
}
CONF

nginx -t -q -c "$work/nginx.conf"
apache2 -t -f "$work/apache.conf"
caddy validate --adapter caddyfile --config "$work/Caddyfile" > "$work/caddy.log" 2>&1 || {
    cat "$work/caddy.log"
    exit 1
}
nginx -c "$work/nginx.conf" & pids+=($!)
apache2 -D FOREGROUND -f "$work/apache.conf" & pids+=($!)
caddy run --adapter caddyfile --config "$work/Caddyfile" > /dev/null 2>&1 & pids+=($!)

faults=0
# Server, path, and what the answer's head has to hold.
expect() {
    local port=$1 path=$2 want=$3 head
    head=$(curl --silent --head "http://127.0.0.1:$port$path" | tr -d '\r')
    grep -qiE "$want" <<< "$head" || {
        echo "port $port, $path: not '$want' in"
        echo "$head"
        faults=$((faults + 1))
    }
}
style=$(cd "$release/site" && echo static/site.*.css)
for port in 8471 8472 8473; do
    for _ in $(seq 100); do
        curl --silent --output /dev/null "http://127.0.0.1:$port/" && break
        sleep 0.1
    done
    expect $port /blog/ '^HTTP/1.1 200'
    expect $port /blog/ "^content-security-policy: default-src 'none'"
    expect $port /blog/ '^x-content-type-options: nosniff'
    expect $port /blog/ '^cache-control: no-cache'
    expect $port "/blog/$style" '^cache-control: .*max-age=31536000'
    expect $port "/blog/$style" '^content-type: text/css'
    expect $port /blog/feed.atom '^content-type: application/atom\+xml; ?charset=utf-8'
    expect $port /blog/not-there/ '^HTTP/1.1 404'
    expect $port /blog/2019/01/pictures.html '^location: (http://[^/]+)?/blog/articles/pictures-in-texts/$'
    expect $port /blog/old/about.html '^location: (http://[^/]+)?/blog/about/$'
    expect $port /blog/alt/%E5%9B%BE%E7%89%87/ '^location: (http://[^/]+)?/blog/articles/%E5%9B%BE%E7%89%87/$'
    expect $port /blog/articles/%E5%9B%BE%E7%89%87/ '^HTTP/1.1 200'
    expect $port /blog/faq/how-to-handle-a-margin-call/a-question/ \
        '^location: (http://[^/]+)?/blog/plans/how-to-handle-a-margin-call/#a-question$'
    expect $port /blog/faq/an-article/a-question/ \
        '^location: (http://[^/]+)?/blog/articles/an-article/#a-question$'
done
echo "servers: nginx, Apache and Caddy read their rules, $faults faults"
[ "$faults" -eq 0 ]
