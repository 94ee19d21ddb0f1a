package import MarginModel

/// Lines of `marginalia/report-manifest/1`, without their line feeds.
package enum ReportManifestJSON {
    package static func line(_ head: ReportManifest.Head) -> [UInt8] {
        line("head") { json in
            json.member("schema", ReportManifest.schema)
            json.member("inputs", head.inputs)
            json.member("settings", head.settings)
            json.member("sheets", head.sheets)
            json.member("templates", head.templates)
            json.member("content", head.content)
            json.member("key", head.key)
            json.member("program", head.program)
            json.member("clock", head.clock)
            json.texts("formats", head.formats)
            json.member("sections", head.sections)
            json.member("pack", head.pack)
        }
    }

    package static func line(_ entry: ReportManifest.Entry) -> [UInt8] {
        line("account") { json in
            json.member("version", ReportManifest.version)
            json.member("line", entry.line)
            json.member("id", entry.id)
            json.member("status", entry.status.rawValue)
            json.list("reasons", entry.reasons) { json, reason in
                json.member("code", reason.code)
                json.member("severity", reason.severity.rawValue)
                json.member("where", reason.place)
                json.member("message", reason.message)
            }
            json.member("state", entry.state?.rawValue)
            json.member("ratio", entry.ratio)
            json.member("deficit", entry.deficit)
            json.member("asset", entry.asset)
            json.member("asOf", entry.asOf)
            json.member("reference", entry.reference)
            json.member("input", entry.input)
            json.member("meta", json: entry.meta)
            json.list("files", entry.files) { json, file in
                json.member("format", file.format)
                json.member("name", file.name)
                json.member("bytes", file.byteCount)
                json.member("sha256", file.sha256)
                if let offset = file.offset { json.member("offset", offset) }
                json.optionalMember("pack", file.pack)
            }
            json.member("next", json: entry.next)
            json.optionalMember("book", entry.book)
        }
    }

    package static func line(_ end: ReportManifest.End) -> [UInt8] {
        line("end") { json in
            json.member("version", ReportManifest.version)
            json.key("complete")
            json.bool(end.isComplete)
            json.member("lines", end.lineCount)
            json.key("status")
            json.object { json in
                for status in ReportManifest.Status.allCases {
                    json.key(status.rawValue)
                    json.integer(end.statuses[status] ?? 0)
                }
            }
            json.key("state")
            json.object { json in
                for state in AccountState.allCases {
                    json.key(state.rawValue)
                    json.integer(end.states[state] ?? 0)
                }
            }
            json.member("root", end.root)
        }
    }

    private static func line(
        _ record: String, _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("record", record)
            body(&json)
        }
        return json.bytes
    }
}

extension JSONWriter {
    /// - Parameter text: JSON, written as it is; `null` where there is none.
    fileprivate mutating func member(_ key: StaticString, json text: [UInt8]?) {
        self.key(key)
        if let text { raw(text) } else { null() }
    }
}
