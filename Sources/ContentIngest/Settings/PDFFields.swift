import MarginModel

/// Reads what `site.yml` says below `pdf`.
enum PDFFields {
    static func read(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> PDFSettings? {
        guard var nested = fields.nested("pdf") else { return nil }
        let place = nested.location
        var settings = PDFSettings(
            engine: nested.choice("engine") ?? .weasyprint, command: nested.texts("command"))
        settings.reportsPerProcess =
            nested.count("reportsPerProcess") ?? settings.reportsPerProcess
        settings.timeoutSeconds = nested.seconds("timeout") ?? settings.timeoutSeconds
        if settings.command.first?.hasPrefix("/") != true {
            nested.report(.pdfCommandWithoutPath(at: nested.node("command")?.location ?? place))
        }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return settings
    }
}

extension Diagnostic {
    fileprivate static func pdfCommandWithoutPath(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-pdf-command", at: location,
            message: "the PDF engine's command does not begin with the full path of a program",
            hint: "Write a list: [/usr/bin/chromium, --headless]; no shell reads it.")
    }
}
