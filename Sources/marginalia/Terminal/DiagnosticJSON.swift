import MarginModel
import PageRendering

/// One diagnostic as one line of JSON.
enum DiagnosticJSON {
    /// A message that has no place.
    static func line(message: String) -> String {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("severity", "notice")
            json.member("message", message)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The start of a stage of a run.
    static func line(stage: String) -> String {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("severity", "notice")
            json.member("stage", stage)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    static func line(_ diagnostic: Diagnostic) -> String {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("severity", diagnostic.severity.rawValue)
            json.member("id", diagnostic.id)
            json.member("file", diagnostic.location.file)
            json.member("line", diagnostic.location.line)
            json.member("column", diagnostic.location.column)
            json.member("message", diagnostic.message)
            json.member("hint", diagnostic.hint)
            json.member("excerpt", diagnostic.excerpt?.text)
            json.list("origins", diagnostic.origins) { json, place in
                json.member("file", place.file)
                json.member("line", place.line)
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
