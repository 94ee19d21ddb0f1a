import NIOHTTP1

/// Lets the owner of this run see private reports, and no one else.
///
/// The address that `serve` prints carries a token of this run. It is exchanged for a cookie that
/// scripts cannot read and that no other site's link or form sends along. Whoever has neither is
/// told nothing, not even which reports there are.
struct ReportAccess: Sendable {
    /// The address below which reports stand, and the only one that the cookie is sent to.
    static let place = "/-/reports/"
    private static let cookieName = "marginalia-reports"

    private let options: PreviewOptions.Reports
    let token: String
    private let cookie: String

    init(_ options: PreviewOptions.Reports) {
        self.options = options
        token = Self.secret()
        cookie = Self.secret()
    }

    /// `nil` for every path outside of the reports' place.
    func answer(_ path: RequestPath, _ fields: HTTPHeaders, reloads: Bool) -> PreviewAnswer? {
        guard path.parts.starts(with: ["-", "reports"]) else { return nil }
        var answer = guarded(path, fields, reloads: reloads)
        answer.headers.replaceOrAdd(name: "Referrer-Policy", value: "no-referrer")
        answer.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
        answer.headers.replaceOrAdd(name: "X-Robots-Tag", value: "noindex")
        // Reports carry their style; they run nothing and load nothing.
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
        answer.headers.replaceOrAdd(
            name: "Content-Security-Policy",
            value: reloads ? ContentPolicy.allowingReload(policy) : policy)
        return answer
    }

    private func guarded(
        _ path: RequestPath, _ fields: HTTPHeaders, reloads: Bool
    ) -> PreviewAnswer {
        if path.parts.count == 2, let given = Self.token(in: path.query) {
            guard Self.isEqual(given, token) else { return .plain(.forbidden) }
            let field =
                "\(Self.cookieName)=\(cookie); Path=\(Self.place); HttpOnly; SameSite=Strict"
            return .plain(.seeOther, headers: ["Location": Self.place, "Set-Cookie": field])
        }
        guard cookies(fields).contains(where: { Self.isEqual($0, cookie) }) else {
            return .plain(.forbidden)
        }
        let parts = Array(path.parts.dropFirst(2))
        if parts.isEmpty {
            guard path.isFolder else {
                return .plain(.movedPermanently, headers: ["Location": Self.place])
            }
            return page(options.listing(), type: MediaType.html, reloads: reloads)
        }
        // Opened for each request: the folder of a day may be new.
        guard let folder = try? ServedFolder(opening: options.folder),
            case .file(let file) = folder.find(parts), let name = parts.last
        else { return .plain(.notFound) }
        let type = MediaType.of(name)
        guard type == MediaType.html, file.size <= PageResponder.injectionLimit else {
            return PreviewAnswer(
                .ok, headers: ["Content-Type": type], body: .file(file, 0..<file.size))
        }
        return page(file.read(0..<file.size), type: type, reloads: reloads)
    }

    private func page(_ bytes: [UInt8], type: String, reloads: Bool) -> PreviewAnswer {
        PreviewAnswer(
            .ok, headers: ["Content-Type": type],
            body: .bytes(reloads ? ReloadScript.injected(into: bytes) : bytes))
    }

    private func cookies(_ fields: HTTPHeaders) -> [String] {
        fields["Cookie"].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0] == Self.cookieName ? String(parts[1]) : nil
        }
    }

    private static func token(in query: String) -> String? {
        query.dropFirst().split(separator: "&").first { $0.hasPrefix("token=") }
            .map { String($0.dropFirst("token=".count)) }
    }

    /// Takes the same time wherever the two differ.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 192 bits of the system's randomness.
    private static func secret() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<3).map { _ in
            let word = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }
}
