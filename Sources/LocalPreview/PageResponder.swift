import MarginModel
import NIOHTTP1

/// Finds the answer to a request: the rules of HTTP, without a socket.
struct PageResponder: Sendable {
    let root: ServedFolder
    let rules: HostRules
    let hosts: HostCheck
    let reload: ReloadHub?
    let reports: ReportAccess?
    /// What is wrong with pages, by their path below the root. A page that is not there could not be
    /// made.
    let findings: [String: [Diagnostic]]

    /// Larger pages are sent as they are, without the script.
    static let injectionLimit = 16 << 20

    func answer(_ request: HTTPRequestHead) -> PreviewAnswer {
        let named = request.headers["Host"]
        guard HostCheck.isWellFormed(named, version: request.version) else {
            return .plain(.badRequest)
        }
        guard named.allSatisfy(hosts.accepts) else { return .plain(.misdirectedRequest) }
        guard request.method == .GET || request.method == .HEAD else {
            return .plain(.methodNotAllowed, headers: ["Allow": "GET, HEAD"])
        }
        guard let target = hosts.path(in: request.uri) else { return .plain(.misdirectedRequest) }
        do {
            let whole = answer(try RequestPath(parsing: target), request.headers)
            return whole.status == .ok ? answer(whole, to: request) : whole
        } catch {
            return error == .malformed ? .plain(.badRequest) : notFound()
        }
    }

    /// What the request's conditions and its range leave of an answer.
    private func answer(_ whole: PreviewAnswer, to request: HTTPRequestHead) -> PreviewAnswer {
        let conditions = Conditions(request.headers, of: whole.headers)
        switch conditions.verdict {
        case .failed: return .plain(.preconditionFailed)
        case .notModified:
            return PreviewAnswer(.notModified, headers: whole.headers, body: .bytes([]))
        case .met: break
        }
        // A range is defined for GET alone, and a page with the script offers none.
        guard request.method == .GET, conditions.allowRange, case .file(let file, _) = whole.body,
            whole.headers.first(name: "Accept-Ranges") == "bytes"
        else { return whole }
        let range = ByteRange(parsing: request.headers.first(name: "Range"), size: file.size)
        return range == .whole ? whole : answer(file, range, whole.headers)
    }

    private func answer(_ path: RequestPath, _ fields: HTTPHeaders) -> PreviewAnswer {
        if let reload, let own = reload.answer(path) { return own }
        if let reports, let own = reports.answer(path, fields, reloads: reload != nil) {
            return own
        }
        if let place = rules.newPlace(of: path) {
            return .plain(.movedPermanently, headers: ["Location": place])
        }
        guard let inside = path.below(rules.base) else {
            let isFront = path.parts.isEmpty || path.parts == rules.base
            let front = "/" + rules.base.map { $0 + "/" }.joined()
            return isFront ? .plain(.movedPermanently, headers: ["Location": front]) : notFound()
        }
        var answer = file(at: inside, path)
        rules.apply(to: &answer.headers, at: path)
        if answer.isScripted, let policy = answer.headers.first(name: "Content-Security-Policy") {
            answer.headers.replaceOrAdd(
                name: "Content-Security-Policy", value: ContentPolicy.allowingReload(policy))
        }
        return answer
    }

    /// - Parameter whole: The path with that of the site.
    private func file(at path: RequestPath, _ whole: RequestPath) -> PreviewAnswer {
        if path.isFolder {
            let parts = path.parts + ["index.html"]
            guard case .file(let page) = root.find(parts) else { return notFound(parts) }
            return answer(page, at: parts)
        }
        // Meant for the host, which shows them to no one.
        if path.parts.count == 1, HostRules.fileNames.contains(path.parts[0]) { return notFound() }
        switch root.find(path.parts) {
        case .file(let file): return answer(file, at: path.parts)
        case .folder:
            return .plain(.movedPermanently, headers: ["Location": whole.folderReference])
        case .nothing: return notFound(path.parts + ["index.html"])
        }
    }

    private func answer(_ file: ServedFile, at parts: [String]) -> PreviewAnswer {
        let type = MediaType.of(parts.last ?? "")
        let injects = injects(into: file, type: type)
        let found = injects ? findings[parts.joined(separator: "/"), default: []] : []
        // Within a run, other findings give another text.
        let suffix = injects ? "-reload\(found.isEmpty ? "" : "-\(found.hashValue)")" : ""
        let headers: HTTPHeaders = [
            "ETag": "\"\(file.entityTag)\(suffix)\"", "Last-Modified": HTTPDate.text(file.modified),
            "Content-Type": type,
            // A page with the script is another text than the file: its parts are not offered.
            "Accept-Ranges": injects ? "none" : "bytes",
        ]
        return PreviewAnswer(
            .ok, headers: headers,
            body: injects ? .bytes(scripted(file, found)) : .file(file, 0..<file.size),
            isScripted: injects)
    }

    private func answer(
        _ file: ServedFile, _ range: ByteRange, _ headers: HTTPHeaders
    ) -> PreviewAnswer {
        switch range {
        case .whole:
            return PreviewAnswer(.ok, headers: headers, body: .file(file, 0..<file.size))
        case .part(let part):
            var headers = headers
            headers.add(
                name: "Content-Range",
                value: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)")
            return PreviewAnswer(.partialContent, headers: headers, body: .file(file, part))
        case .outside:
            return .plain(.rangeNotSatisfiable, headers: ["Content-Range": "bytes */\(file.size)"])
        }
    }

    /// The site's own page for what is not there, with the status that says so.
    private func notFound(_ parts: [String] = []) -> PreviewAnswer {
        guard !root.isRemoved else {
            return own(
                .serviceUnavailable,
                "What was shown here has been removed. Run marginalia build, or save a file.")
        }
        if let found = findings[parts.joined(separator: "/")] {
            return own(.internalServerError, "This page could not be made.", found)
        }
        guard case .file(let page) = root.find(["404.html"]) else {
            return own(
                .notFound, "There is no such page, or the site has not been built yet.")
        }
        let injects = injects(into: page, type: MediaType.html)
        return PreviewAnswer(
            .notFound, headers: ["Content-Type": MediaType.html],
            body: injects
                ? .bytes(scripted(page, findings["404.html", default: []]))
                : .file(page, 0..<page.size),
            isScripted: injects)
    }

    /// A page of the preview's own. It reloads, so that whoever waits for a build sees what is wrong
    /// with it, and then the site.
    private func own(
        _ status: HTTPResponseStatus, _ text: String, _ found: [Diagnostic] = []
    ) -> PreviewAnswer {
        guard reload != nil else { return .plain(status) }
        let page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Preview</title>
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"></head><body><p>\(text)</p></body></html>

            """
        return PreviewAnswer(
            status, headers: ["Content-Type": MediaType.html],
            body: .bytes(ReloadScript.injected(into: Array(page.utf8), found)), isScripted: true)
    }

    private func injects(into file: ServedFile, type: String) -> Bool {
        reload != nil && type == MediaType.html && file.size <= Self.injectionLimit
    }

    private func scripted(_ file: ServedFile, _ found: [Diagnostic]) -> [UInt8] {
        ReloadScript.injected(into: file.read(0..<file.size), found)
    }
}
