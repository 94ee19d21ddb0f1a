import MarginModel
import NIOHTTP1

/// Finds the answer to a request: the rules of HTTP, without a socket.
struct PageResponder: Sendable {
    let root: ServedFolder
    let rules: HostRules
    let hosts: HostCheck
    let reload: ReloadHub?
    let reports: ReportAccess?

    /// Larger pages are sent as they are, without the script.
    static let injectionLimit = 16 << 20

    private static let waitingPage = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head>
        <body><p>There is no such page, or the site has not been built yet.</p></body></html>

        """

    func answer(_ request: HTTPRequestHead) -> PreviewAnswer {
        guard hosts.accepts(request.headers["Host"]), let target = hosts.path(in: request.uri)
        else { return .plain(.misdirectedRequest) }
        guard request.method == .GET || request.method == .HEAD else {
            return .plain(.methodNotAllowed, headers: ["Allow": "GET, HEAD"])
        }
        do {
            return answer(try RequestPath(parsing: target), request.headers)
        } catch {
            return error == .malformed ? .plain(.badRequest) : notFound()
        }
    }

    private func answer(_ path: RequestPath, _ fields: HTTPHeaders) -> PreviewAnswer {
        if let reload, let own = reload.answer(path) { return own }
        if let reports, let own = reports.answer(path, fields, reloads: reload != nil) {
            return own
        }
        if let place = rules.newPlace(of: path) {
            return .plain(.movedPermanently, headers: ["Location": place])
        }
        var answer = file(at: path, fields)
        rules.apply(to: &answer.headers, at: path)
        if answer.isScripted, let policy = answer.headers.first(name: "Content-Security-Policy") {
            answer.headers.replaceOrAdd(
                name: "Content-Security-Policy", value: ContentPolicy.allowingReload(policy))
        }
        return answer
    }

    private func file(at path: RequestPath, _ fields: HTTPHeaders) -> PreviewAnswer {
        if path.isFolder {
            guard case .file(let page) = root.find(path.parts + ["index.html"]) else {
                return notFound()
            }
            return answer(page, named: "index.html", fields)
        }
        // Meant for the host, which shows them to no one.
        if path.parts.count == 1, HostRules.fileNames.contains(path.parts[0]) { return notFound() }
        switch root.find(path.parts) {
        case .file(let file): return answer(file, named: path.parts.last ?? "", fields)
        case .folder:
            return .plain(.movedPermanently, headers: ["Location": path.folderReference])
        case .nothing: return notFound()
        }
    }

    private func answer(
        _ file: ServedFile, named name: String, _ fields: HTTPHeaders
    ) -> PreviewAnswer {
        let type = MediaType.of(name)
        let injects = injects(into: file, type: type)
        let tag = "\"\(file.entityTag)\(injects ? "-reload" : "")\""
        let headers: HTTPHeaders = [
            "ETag": tag, "Last-Modified": HTTPDate.text(file.modified), "Content-Type": type,
            // A page with the script is another text than the file: its parts are not offered.
            "Accept-Ranges": injects ? "none" : "bytes",
        ]
        let conditions = Conditions(fields, entityTag: tag, modified: file.modified)
        if conditions.areMetByCopy {
            return PreviewAnswer(.notModified, headers: headers, body: .bytes([]))
        }
        if injects {
            return PreviewAnswer(
                .ok, headers: headers, body: .bytes(scripted(file)), isScripted: true)
        }
        let wanted = conditions.allowRange ? fields.first(name: "Range") : nil
        return answer(file, ByteRange(parsing: wanted, size: file.size), headers)
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
    private func notFound() -> PreviewAnswer {
        guard case .file(let page) = root.find(["404.html"]) else {
            guard reload != nil else { return .plain(.notFound) }
            // Whoever waits for the first build then sees what is wrong with it, and the site.
            return PreviewAnswer(
                .notFound, headers: ["Content-Type": MediaType.html],
                body: .bytes(ReloadScript.injected(into: Array(Self.waitingPage.utf8))),
                isScripted: true)
        }
        let injects = injects(into: page, type: MediaType.html)
        return PreviewAnswer(
            .notFound, headers: ["Content-Type": MediaType.html],
            body: injects ? .bytes(scripted(page)) : .file(page, 0..<page.size),
            isScripted: injects)
    }

    private func injects(into file: ServedFile, type: String) -> Bool {
        reload != nil && type == MediaType.html && file.size <= Self.injectionLimit
    }

    private func scripted(_ file: ServedFile) -> [UInt8] {
        ReloadScript.injected(into: file.read(0..<file.size))
    }
}
