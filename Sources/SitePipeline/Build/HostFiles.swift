import MarginModel
import PageRendering

/// The rules of a site for its host, in the forms that static hosts, Caddy, nginx and Apache read: headers,
/// addresses that lead on, the page for what is not there.
///
/// Static hosts look for theirs inside the site; those of servers stand beside it, in `server/`.
struct HostFiles: Sendable {
    /// The path below which the site is served; empty for a site that has its host for itself.
    let base: String
    let redirects: Redirects
    let policy: BrowserPolicy
    let feeds: FeedSettings

    var serverFiles: [(name: String, bytes: [UInt8])] {
        [("Caddyfile.snippet", caddy), ("nginx.snippet", nginx), ("apache.snippet", apache)]
    }

    private var place: String {
        base.isEmpty
            ? "root points at the folder current/site"
            : "current/site stands as \(base) below the folder that root points at"
    }

    /// One part of a path.
    private static let part = "([^/]+)"

    /// From, to, 301. `nil` when nothing leads on.
    var redirectLines: [UInt8]? {
        var lines = redirects.moves.map { "\(base)\($0.from) \(base)\($0.to) 301" }
        for pattern in redirects.patterns {
            if let folder = pattern.folder {
                let folder = AddressPath.encoded(folder)
                lines.append(
                    "\(base)/faq/\(folder)/:question/ \(base)\(pattern.page)#:question 301")
            } else {
                lines.append(
                    "\(base)/faq/:article/:question/ \(base)\(pattern.page):article/#:question 301")
            }
        }
        return lines.isEmpty ? nil : Self.file(lines)
    }

    /// Pages load what the policy names; assets carry their hash in their names and never change.
    var headers: [UInt8] {
        var lines = ["\(base)/*"]
        lines += always.map { "  \($0.name): \($0.value)" }
        lines += ["  Cache-Control: no-cache", ""]
        lines += ["\(base)/static/*", "  Cache-Control: \(Self.unchanging)", ""]
        for (path, type) in types {
            lines += [base + path, "  Content-Type: \(type); charset=utf-8", ""]
        }
        return Self.file(lines)
    }

    /// For the Caddy web server, to be imported inside its site block.
    var caddy: [UInt8] {
        var lines = [
            "# import this file inside your site block; \(place)",
            "header {",
        ]
        lines += always.map { "\t\($0.name) \"\($0.value)\"" }
        // Only where nothing else says how long: the rule for assets does.
        lines += [
            "\t?Cache-Control \"no-cache\"", "}",
            "header \(base)/static/* Cache-Control \"\(Self.unchanging)\"",
        ]
        for (path, type) in types {
            lines.append(
                "header \(base)\(AddressPath.decoded(path)) Content-Type \"\(type); charset=utf-8\""
            )
        }
        lines += redirects.moves.map {
            "redir \(base)\(AddressPath.decoded($0.from)) \(base)\($0.to) permanent"
        }
        lines.append("route {")
        for (number, pattern) in redirects.patterns.enumerated() {
            let name = "q\(number)"
            let folder = pattern.folder ?? Self.part
            let target =
                pattern.folder == nil
                ? "{re.\(name).1}/#{re.\(name).2}" : "#{re.\(name).1}"
            lines.append("\t@\(name) path_regexp \(name) ^\(base)/faq/\(folder)/\(Self.part)/$")
            lines.append("\tredir @\(name) \(base)\(pattern.page)\(target) permanent")
        }
        lines += [
            "}", "handle_errors {", "\trewrite * \(base)/404.html", "\tfile_server", "}",
            "file_server",
        ]
        return Self.file(lines)
    }

    /// For nginx, to be included inside its server block.
    var nginx: [UInt8] {
        var lines = [
            "# include this file inside your server block; \(place)",
            "index index.html;", "error_page 404 \(base)/404.html;", "expires -1;",
        ]
        lines += always.map { "add_header \($0.name) \"\($0.value)\" always;" }
        lines.append("location \(base)/static/ { expires 1y; }")
        for (path, type) in types {
            let place = path == Self.markdown ? "~ \\.md$" : "= \(base)\(path)"
            lines.append(
                "location \(place) { types {} default_type \"\(type); charset=utf-8\"; }")
        }
        lines += redirects.moves.map {
            "location = \(base)\(AddressPath.decoded($0.from)) { return 301 \(base)\($0.to); }"
        }
        for pattern in redirects.patterns {
            let folder = pattern.folder ?? Self.part
            let target = pattern.folder == nil ? "$1/#$2" : "#$1"
            lines.append("location ~ ^\(base)/faq/\(folder)/\(Self.part)/$ {")
            lines.append("\treturn 301 \(base)\(pattern.page)\(target);\n}")
        }
        return Self.file(lines)
    }

    /// For Apache with mod_headers, to be included inside its virtual host. It encodes where a rule leads to
    /// by itself.
    var apache: [UInt8] {
        var lines = [
            "# Include this file inside your VirtualHost; DocumentRoot is what root is elsewhere: \(place)",
            "DirectoryIndex index.html", "ErrorDocument 404 \(base)/404.html",
            "Header always set Cache-Control \"no-cache\"",
        ]
        lines += always.map { "Header always set \($0.name) \"\($0.value)\"" }
        lines += [
            "<LocationMatch \"^\(Self.literal(base))/static/\">",
            "\tHeader always set Cache-Control \"\(Self.unchanging)\"", "</LocationMatch>",
        ]
        for (path, type) in types {
            let place =
                path == Self.markdown
                ? "\\.md$" : "^\(Self.literal(base + AddressPath.decoded(path)))$"
            lines += [
                "<LocationMatch \"\(place)\">", "\tForceType \"\(type); charset=utf-8\"",
                "</LocationMatch>",
            ]
        }
        lines += redirects.moves.map { move in
            let from = Self.literal(base + AddressPath.decoded(move.from))
            return
                "RedirectMatch 301 \"^\(from)$\" \"\(base)\(AddressPath.decoded(move.to))\""
        }
        for pattern in redirects.patterns {
            let folder = pattern.folder.map(Self.literal) ?? Self.part
            let target = pattern.folder == nil ? "$1/#$2" : "#$1"
            lines.append(
                "RedirectMatch 301 \"^\(Self.literal(base))/faq/\(folder)/\(Self.part)/$\" "
                    + "\"\(base)\(AddressPath.decoded(pattern.page))\(target)\"")
        }
        return Self.file(lines)
    }

    /// A path in a regular expression, for itself.
    private static func literal(_ path: String) -> String {
        path.map { ".+".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }

    private static func file(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static let unchanging = "public, max-age=31536000, immutable"

    private static let markdown = "/*.md"

    private var types: [(path: String, type: String)] {
        [
            (path: feeds.atom, type: "application/atom+xml"),
            (path: feeds.rss, type: "application/rss+xml"),
            (path: feeds.json, type: "application/feed+json"),
            (path: Self.markdown, type: "text/markdown"),
        ]
    }

    /// JSON-LD is data, not script, and browsers do not run it.
    private var always: [(name: String, value: String)] {
        [
            (name: "Content-Security-Policy", value: policy.text),
            (name: "X-Content-Type-Options", value: "nosniff"),
            (name: "Referrer-Policy", value: "strict-origin-when-cross-origin"),
        ]
    }
}
